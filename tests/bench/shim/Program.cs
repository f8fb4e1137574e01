using ShimFigures;

string shim = Path.GetFullPath(args[0]);
int execs = int.Parse(args[1]);
using var place = new Place();
await Launching.PrintAsync(shim, place);
await Relay.PrintAsync(shim, place);
await ExecGrowth.PrintAsync(shim, place, execs);
return 0;
