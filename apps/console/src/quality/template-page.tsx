import { Asked, gateway, Page } from '@asg/console-kit';
import { dayBefore } from '@asg/console-kit/charts';
import { EmptyState } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck } from 'lucide-react';
import { useParams } from 'wouter';
import { TemplateCard } from './template-card.tsx';

const days = 365;

/** One kind of question at an address of its own: how far labels agree on it, and its reliability curve. */
export default function TemplatePage() {
  const { template: wanted = '' } = useParams();
  const from = dayBefore(days - 1);
  const query = useQuery({
    queryKey: ['stats', from],
    queryFn: ({ signal }) => gateway.billing.stats({ from }, { signal }),
  });
  return (
    <Page
      title="Quality of a question"
      lead={`Of the last ${days} days.`}
      back={{ to: '/quality', name: 'Quality' }}
    >
      <Asked query={query} height="24rem">
        {({ templates }) => {
          const found = templates.find(({ template }) => template === wanted);
          return found === undefined ? (
            <EmptyState icon={<BadgeCheck size={28} />} title="Nothing is known of this question">
              <p>
                It is not among the 20 questions with the most tasks of the last {days} days, or none of its
                tasks was labelled twice.
              </p>
            </EmptyState>
          ) : (
            <TemplateCard template={found} />
          );
        }}
      </Asked>
    </Page>
  );
}
