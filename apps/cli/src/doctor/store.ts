import type { Finding } from './finding.ts';

/** Looks at the store that ASG_STORE names, where that is a cluster. What is wrong with the name itself, the settings tell. */
export async function store(environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const { lookAtStore, storeSettings } = await import('@asg/server/stores');
  try {
    return await lookAtStore(storeSettings('ASG_STORE', environment.ASG_STORE ?? ''));
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return [];
    throw error;
  }
}
