import type { RouteContract } from '../contract.ts';
import type { routes } from '../routes.ts';
import { goldRules } from './gold-rules.ts';
import type { TrailRule } from './rule.ts';

export type { TrailRule };

type Routes = typeof routes;
type Operation = keyof Routes;
type Reading = { [Name in Operation]: Routes[Name]['method'] extends 'GET' ? Name : never }[Operation];
export type ChangingOperation = Exclude<Operation, Reading>;

const ofTask = 'the timeline of the task tells it, and its labels';
const ofWork = 'labels are final records of their own';
const ofMails = 'it sends a mail; what its link does is entered';
const ofQuestions = 'it is a question; what its answer does is entered';

/** Every operation that changes something, and those that take data away. The compiler wants a line for each. */
export const trailRules = {
  registerCustomer: { action: 'organisation.created', of: 'told' },
  createKey: {
    action: 'key.created',
    of: 'caller',
    object: { answer: 'key_id' },
    kept: ['scopes', 'expires_at'],
    typed: ['name'],
  },
  revokeKey: { action: 'key.revoked', of: 'caller', object: { param: 'key_id' } },
  openConsoleSession: { action: 'session.opened', of: 'told' },
  endConsoleSession: { action: 'session.ended', of: 'told_if_done' },

  signUpPerson: { none: ofMails },
  joinConsole: { action: 'member.joined', of: 'told' },
  logInPerson: { action: 'session.opened', of: 'told' },
  logOutPerson: { action: 'session.ended', of: 'caller' },
  enterOrganisation: { none: 'it chooses among organisations that one is in' },
  reviewedKeys: { action: 'keys.reviewed', of: 'caller' },
  forgotPersonPassword: { none: ofMails },
  resetPersonPassword: { action: 'password.changed', of: 'told' },
  changePersonPassword: { action: 'password.changed', of: 'caller' },
  changePersonEmail: { action: 'email.change_asked', of: 'caller', typed: ['email'] },
  confirmPersonEmail: { action: 'email.confirmed', of: 'told' },
  endPersonSession: { action: 'session.ended', of: 'caller', object: { param: 'session_id' } },
  endPersonOtherSessions: { action: 'sessions.ended', of: 'caller' },
  logInPersonWithCode: { action: 'session.opened', of: 'told' },
  logInPersonWithPasskey: { action: 'session.opened', of: 'told' },
  askPersonPasskey: { none: ofQuestions },
  askPersonNewPasskey: { none: ofQuestions },
  addPersonPasskey: {
    action: 'passkey.added',
    of: 'caller',
    object: { answer: 'passkey_id' },
    typed: ['name'],
  },
  removePersonPasskey: { action: 'passkey.removed', of: 'caller', object: { param: 'passkey_id' } },
  offerPersonSecondFactor: { none: ofQuestions },
  setPersonSecondFactor: { action: 'second_factor.turned_on', of: 'caller' },
  removePersonSecondFactor: { action: 'second_factor.turned_off', of: 'caller' },
  renewPersonRecoveryCodes: { action: 'recovery_codes.renewed', of: 'caller' },

  inviteMember: {
    action: 'member.invited',
    of: 'caller',
    object: { answer: 'invitation_id' },
    kept: ['role'],
    typed: ['email'],
  },
  withdrawInvitation: { action: 'invitation.withdrawn', of: 'caller', object: { param: 'invitation_id' } },
  changeMember: { action: 'member.changed', of: 'caller', object: { param: 'person_id' }, kept: ['role'] },
  removeMember: { action: 'member.removed', of: 'caller', object: { param: 'person_id' } },
  leaveOrganisation: { action: 'member.left', of: 'told' },
  lookAtInvitation: { none: 'it only reads' },
  acceptInvitation: { action: 'member.joined', of: 'told' },
  adminInviteOperator: {
    action: 'member.invited',
    of: 'house',
    object: { answer: 'invitation_id' },
    kept: ['role'],
    typed: ['email'],
  },
  adminWithdrawInvitation: {
    action: 'invitation.withdrawn',
    of: 'house',
    object: { param: 'invitation_id' },
  },
  adminChangeOperator: {
    action: 'member.changed',
    of: 'house',
    object: { param: 'person_id' },
    kept: ['role'],
  },
  adminRemoveOperator: { action: 'member.removed', of: 'house', object: { param: 'person_id' } },
  openDeposit: {
    action: 'deposit.opened',
    of: 'caller',
    object: { answer: 'deposit_id' },
    kept: ['amount_sats'],
  },
  postDepositTransaction: { none: 'the deposit has every payment to it' },
  watchDeposit: { none: 'it asks for a look at the chain' },
  chooseListedKeys: { action: 'lists.changed', of: 'caller' },
  setBillingDetails: { action: 'billing.changed', of: 'caller', typed: ['name', 'address', 'tax_id'] },
  adminSetSeller: { action: 'billing.changed', of: 'house', typed: ['name', 'address', 'tax_id'] },
  setBalanceLimits: {
    action: 'limits.changed',
    of: 'caller',
    kept: ['spend_per_day_sats', 'balance_low_sats'],
  },
  adminGrantSats: {
    action: 'grant.made',
    of: { param: 'customer_id' },
    object: { param: 'customer_id' },
    kept: ['sats'],
    typed: ['note'],
  },
  adminRefund: {
    action: 'refund.asked',
    of: { param: 'customer_id' },
    object: { param: 'customer_id' },
    kept: ['sats'],
    typed: ['address'],
  },
  submitTask: { none: ofTask },
  submitBatch: { none: ofTask },
  predictTask: { none: 'the task keeps what its models said' },
  cancelTask: { none: ofTask },
  submitJob: { action: 'job.submitted', of: 'caller', object: { answer: 'job_id' }, late: true },
  cancelJob: { action: 'job.cancelled', of: 'caller', object: { param: 'job_id' } },
  redeliverJob: { action: 'job.delivered_again', of: 'caller', object: { param: 'job_id' } },
  uploadAsset: { none: 'the asset is a record of its own, and changes nothing else' },
  deleteAsset: { action: 'asset.deleted', of: 'caller', object: { param: 'sha256' } },
  deleteTaskContent: { action: 'content.deleted', of: 'caller', object: { param: 'task_id' } },
  adminDeleteTaskContent: { action: 'content.taken_down', of: 'house', object: { param: 'task_id' } },

  exportJob: { action: 'export.taken', of: 'caller', object: { param: 'job_id' } },
  exportBatch: { action: 'export.taken', of: 'caller', object: { param: 'batch_id' } },
  exportTasks: { action: 'export.taken', of: 'caller' },
  exportAuditLog: { action: 'export.taken', of: 'caller' },
  adminExportAuditLog: { action: 'export.taken', of: 'house' },
  createWebhook: {
    action: 'webhook.created',
    of: 'caller',
    object: { answer: 'webhook_id' },
    kept: ['events'],
  },
  changeWebhook: {
    action: 'webhook.changed',
    of: 'caller',
    object: { param: 'webhook_id' },
    kept: ['active', 'events'],
  },
  deleteWebhook: { action: 'webhook.deleted', of: 'caller', object: { param: 'webhook_id' } },
  addModel: {
    action: 'model.added',
    of: 'caller',
    object: { answer: 'name' },
    kept: ['scores', 'requests_per_day', 'concurrency'],
  },
  changeModel: {
    action: 'model.changed',
    of: 'caller',
    object: { param: 'model_name' },
    kept: ['active', 'scores', 'requests_per_day', 'concurrency'],
  },
  removeModel: { action: 'model.removed', of: 'caller', object: { param: 'model_name' } },
  replayDelivery: { none: 'it sends again what was sent before' },
  testWebhook: { none: 'it sends a sample' },
  registerWorker: { action: 'worker.created', of: 'told' },
  logInWorker: { action: 'session.opened', of: 'told' },
  logOutWorker: { action: 'session.ended', of: 'caller' },
  setProfile: {
    action: 'profile.changed',
    of: 'caller',
    kept: ['sensitive'],
    typed: ['display_name', 'country', 'primary_language'],
  },
  setWallet: { action: 'wallet.changed', of: 'caller', typed: ['address', 'paymail'] },
  removeWallet: { action: 'wallet.removed', of: 'caller' },
  dropWallet: { action: 'wallet.taken_back', of: 'caller' },
  setPush: { none: 'it says which browsers hear of work: neither money nor the account hang on it' },
  stopWallet: { action: 'wallet.stopped', of: 'told' },
  withdraw: { action: 'withdrawal.asked', of: 'caller' },
  changePassword: { action: 'password.changed', of: 'caller' },
  resetPassword: { action: 'password.changed', of: 'told' },
  forgotPassword: { none: ofMails },
  changeEmail: { action: 'email.change_asked', of: 'caller', typed: ['email'] },
  confirmEmail: { action: 'email.confirmed', of: 'told' },
  sendVerification: { none: ofMails },
  endSession: { action: 'session.ended', of: 'caller', object: { param: 'session_id' } },
  endOtherSessions: { action: 'sessions.ended', of: 'caller' },
  logInWithCode: { action: 'session.opened', of: 'told' },
  logInWithPasskey: { action: 'session.opened', of: 'told' },
  askPasskey: { none: ofQuestions },
  askNewPasskey: { none: ofQuestions },
  addPasskey: {
    action: 'passkey.added',
    of: 'caller',
    object: { answer: 'passkey_id' },
    typed: ['name'],
  },
  removePasskey: { action: 'passkey.removed', of: 'caller', object: { param: 'passkey_id' } },
  offerSecondFactor: { none: ofQuestions },
  setSecondFactor: { action: 'second_factor.turned_on', of: 'caller' },
  removeSecondFactor: { action: 'second_factor.turned_off', of: 'caller' },
  renewRecoveryCodes: { action: 'recovery_codes.renewed', of: 'caller' },
  exportWorkerData: { action: 'export.taken', of: 'caller' },
  askForDeletion: { action: 'deletion.asked', of: 'caller' },
  takeBackDeletion: { action: 'deletion.taken_back', of: 'caller' },
  takeBackDeletionByLink: { action: 'deletion.taken_back', of: 'told' },
  exportOwnData: { action: 'export.taken', of: 'told' },
  setDeletion: { action: 'deletion.asked', of: 'told' },

  inviteToPool: {
    action: 'pool.invited',
    of: 'caller',
    object: { answer: 'invitation_id' },
    kept: ['uses_max', 'expires_in'],
    typed: ['email'],
  },
  revokePoolInvitation: {
    action: 'pool.invitation_revoked',
    of: 'caller',
    object: { param: 'invitation_id' },
  },
  removePoolMember: { action: 'pool.removed', of: 'caller', object: { param: 'worker_id' } },
  readPoolInvitation: { none: 'it only tells whose an invitation is' },
  joinPool: { action: 'pool.joined', of: 'caller', object: { answer: 'pool_id' } },
  leavePool: { action: 'pool.left', of: 'caller', object: { param: 'pool_id' } },
  giveLabel: { none: ofWork },
  giveLabels: { none: ofWork },
  nextWork: { none: ofWork },
  skipTask: { none: ofWork },
  reportItem: { none: 'the report is a record of its own' },
  openAppeal: { action: 'appeal.opened', of: 'caller', object: { answer: 'appeal_id' } },

  adminAnswerAppeal: {
    action: 'appeal.answered',
    of: 'house',
    object: { param: 'appeal_id' },
    kept: ['upheld'],
  },
  adminDecideReport: {
    action: 'report.decided',
    of: 'house',
    object: { param: 'report_id' },
    kept: ['verdict'],
  },
  ...goldRules,
  adminChangeCustomer: {
    action: 'organisation.changed',
    of: { param: 'customer_id' },
    object: { param: 'customer_id' },
    kept: ['tier', 'quota', 'suspended'],
  },
  adminSuspendWorker: {
    action: 'worker.suspended',
    of: { param: 'worker_id' },
    object: { param: 'worker_id' },
    typed: ['reason'],
  },
  adminExportAccount: { action: 'export.taken', of: 'told', object: { param: 'account_id' } },
  adminDeleteAccount: {
    action: 'deletion.asked',
    of: 'told',
    object: { param: 'account_id' },
    kept: ['at_once'],
  },
  adminKeepAccount: { action: 'deletion.taken_back', of: 'told', object: { param: 'account_id' } },
  adminListWorkerLabels: { action: 'labels.viewed', of: 'house', object: { param: 'worker_id' } },
  adminGetTaskItem: { action: 'item.viewed', of: 'house', object: { param: 'task_id' } },
  adminReinstateWorker: {
    action: 'worker.reinstated',
    of: { param: 'worker_id' },
    object: { param: 'worker_id' },
  },
  adminEndSecondFactor: {
    action: 'second_factor.ending',
    of: { param: 'worker_id' },
    object: { param: 'worker_id' },
  },
  adminEndPersonSecondFactor: { action: 'second_factor.ending', of: 'told', typed: ['email'] },
  adminDissolveLink: { action: 'link.dissolved', of: 'house', object: { param: 'worker_id' } },
  adminRequestMove: {
    action: 'treasury.move_asked',
    of: 'house',
    kept: ['purpose', 'coins'],
  },
} as const satisfies Readonly<Record<ChangingOperation, TrailRule>> & {
  readonly [Name in Reading]?: TrailRule;
};

const byName: Readonly<Record<string, TrailRule | undefined>> = trailRules;

/** Undefined: it only reads. */
export function trailRuleOf({ operationId }: Pick<RouteContract, 'operationId'>): TrailRule | undefined {
  return Object.hasOwn(byName, operationId) ? byName[operationId] : undefined;
}
