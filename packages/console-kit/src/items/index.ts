export * from './glance.tsx';
export * from './item-view.tsx';
