/** The client is installed by those who use this store; what is used of it is said in `driver.ts`. */
declare module 'aerospike' {
  const driver: import('./driver.ts').Driver;
  export default driver;
}
