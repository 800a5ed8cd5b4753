import os

from asg_gateway import ASGGatewaySignatureError, verify_webhook
from fastapi import FastAPI, Request, Response

secret = os.environ["ASG_WEBHOOK_SECRET"]
seen: set[str] = set()
app = FastAPI()


@app.post("/hooks")
async def hooks(request: Request) -> Response:
    # The body as it came: a parsed one cannot be verified.
    body = await request.body()
    try:
        message = verify_webhook(body, request.headers, secret, require_timestamp=True)
    except ASGGatewaySignatureError as error:
        return Response(error.reason, status_code=400)
    message_id = request.headers["webhook-id"]
    if message_id not in seen:
        seen.add(message_id)
        print(message["event"], message.get("task_id", ""), flush=True)
    return Response(status_code=204)
