// Pulumi's policy host puts TypeScript through ts-node, which refuses imports that end in `.ts`. An ES module it starts
// as it is, and Node itself runs what that imports.
import "./pack.ts";
