using ShimFigures;

string shim = Path.GetFullPath(args[0]);
int execs = int.Parse(args[1]);
using var memory = new Place("/dev/shm");
using var disk = new Place(Path.GetTempPath());
await Launching.PrintAsync(shim, memory);
await Relay.PrintAsync(shim, memory, disk);
await ExecGrowth.PrintAsync(shim, memory, execs);
return 0;
