import type { DroppedFile } from '@asg/ui';
import { useEffect, useState } from 'react';
import { askedOf, type Spec } from '../spec.ts';
import { WorkerCard } from '../worker-card.tsx';

interface PictureViewProps {
  readonly pictures: readonly DroppedFile[];
  readonly spec: Spec;
}

/** A picture as a worker sees it, and those behind it. */
export function PictureView({ pictures, spec }: PictureViewProps) {
  const [at, setAt] = useState(0);
  const picture = pictures[at];
  if (picture === undefined) return null;
  return (
    <WorkerCard
      hint={<bdi className="wrap">{picture.path}</bdi>}
      at={at}
      total={pictures.length}
      onMove={setAt}
      question={spec.question}
      type={spec.type}
      asked={askedOf(spec)}
      instructions={spec.instructions}
    >
      <LocalPicture key={picture.path} picture={picture} />
    </WorkerCard>
  );
}

function LocalPicture({ picture: { file, path } }: { readonly picture: DroppedFile }) {
  const [url, setUrl] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (isBroken)
    return (
      <p className="ui-hint">
        This browser does not show this kind of picture here. The server makes one of it that every browser
        shows, or refuses it with the reason.
      </p>
    );
  return (
    <div className="item-image">
      {url !== null && <img src={url} alt={path} onError={() => setBroken(true)} />}
    </div>
  );
}
