import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { classText } from "#lib/knowledge/clip-class.ts";
import { ReductionText } from "../experiment/delta-badge.tsx";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

/** Clips with their spatial and temporal information, and how a scene was made. */
export function ClipsSection({ view, withSuite }: { view: KnowledgeView; withSuite: boolean }) {
  return (
    <Section id="clips" title="Clips">
      <TableFrame label="Clips" className="max-h-[28rem] overflow-y-auto">
        <thead>
          <tr>
            <Th>Clip</Th>
            {withSuite && <Th>Suite</Th>}
            <Th>Kind</Th>
            <Th right>Size</Th>
            <Th right title="Spatial information (ITU-T P.910), maximum over frames">SI</Th>
            <Th right title="Temporal information (ITU-T P.910), maximum over frames">TI</Th>
            <Th>Best reduction</Th>
            <Th>Experiment</Th>
          </tr>
        </thead>
        <tbody>
          {view.clips.map(({ clipId, suiteId, title, kind, width, height, frames, fps, si, ti, scene, best }) => (
            <tr key={`${suiteId} ${clipId}`}>
              <Td className="min-w-44">
                {title}
                <span className="block font-mono text-2xs text-ink-3">{clipId}</span>
              </Td>
              {withSuite && <Td>{suiteName(suiteId)}</Td>}
              <Td>
                {kind}
                {scene && (
                  <span className="block text-2xs whitespace-nowrap text-ink-3">
                    {scene.scene}, motion {scene.motion}, detail {scene.detail}, noise {scene.noise}
                  </span>
                )}
              </Td>
              <Td right>
                {width}×{height}
                <span className="block text-2xs text-ink-3">
                  {frames} frames, {Number(fps.toFixed(2))} fps
                </span>
              </Td>
              <Td right>{si.toFixed(1)}</Td>
              <Td right>{ti.toFixed(1)}</Td>
              <Td>{best ? <ReductionText percent={best.reductionPercent} /> : <span className="text-ink-3">no number yet</span>}</Td>
              <Td>{best && <ExperimentLink id={best.id} />}</Td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Section>
  );
}

/** Best on clips alike in kind, detail and motion. */
export function ClassesSection({ view }: { view: KnowledgeView }) {
  return (
    <Section id="classes" title="Best by class of clip">
      {view.classes.length === 0 ? (
        <p className="text-sm text-ink-3">No clip has a comparable result yet.</p>
      ) : (
        <TableFrame label="Best by class of clip" className="max-h-[28rem] overflow-y-auto">
          <thead>
            <tr>
              <Th>Class</Th>
              <Th>Best reduction</Th>
              <Th>Clip</Th>
              <Th>Experiment</Th>
              <Th>Plan</Th>
            </tr>
          </thead>
          <tbody>
            {view.classes.map((known) => (
              <tr key={classText(known)}>
                <Td className="min-w-44">
                  {classText(known)}
                  <span className="block text-2xs text-ink-3">{formatPlural(known.n, "result")}</span>
                </Td>
                <Td>
                  <ReductionText percent={known.best.reductionPercent} />
                </Td>
                <Td className="font-mono text-xs">{known.best.clipId}</Td>
                <Td>
                  <ExperimentLink id={known.best.id} />
                </Td>
                <Td className="min-w-64 text-xs text-ink-2">{known.best.plan}</Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </Section>
  );
}
