/** sha256 of the kernel's source and of what AssemblyScript 0.28.20 makes of it (README.md); the test beside it compares. */
export const RECORDED = {
  source: "97a6b90732b4f3395a840c7d5e48684d1240075f9e90d10dae6e6757f9cf3c1c",
  wasm: "971ec07d773df6841e96fcc81ab147ec82d7a34e3491904a852ad0c5cd90f37c",
};
