export * from './change-role.tsx';
export * from './crew.ts';
export * from './invitations.tsx';
export * from './invite.tsx';
export * from './people-table.tsx';
export * from './remove.tsx';
export * from './role-field.tsx';
