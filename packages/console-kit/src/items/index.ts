export * from './compared-items.tsx';
export * from './glance.tsx';
export * from './item-view.tsx';
