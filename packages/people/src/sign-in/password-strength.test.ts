import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasswordStrength } from './password-strength.ts';

test('common passwords, and those made of what is known of a person, are weak; whole words are not', async () => {
  await using strength = new PasswordStrength();
  const known = ['kim.robinson@example.com', 'Kim Robinson'];
  const weak = [
    'password1',
    '12345678',
    'letmein1',
    'kim.robinson@example.com',
    'Kim Robinson1',
    'a'.repeat(128),
  ];
  const strong = ['correct horse', 'correct horse battery', 'drei Birnen und ein Boot', '7$kLq!x2Vb'];
  const outcomes = await Promise.all(
    [...weak, ...strong].map((password) => strength.isWeak(password, known)),
  );
  assert.deepEqual(outcomes, [...weak.map(() => true), ...strong.map(() => false)]);
});
