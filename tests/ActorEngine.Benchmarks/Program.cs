using ActorEngine.Benchmarks;
using ActorEngine.Contracts;

// usage: dotnet run -c Release --project tests/ActorEngine.Benchmarks -- ps|version [COUNT]
var endpoint = Environment.GetEnvironmentVariable("ACTORENGINE_HOST") ?? "unix:///run/actorengine/engine.sock";
var count = args.Length > 1 ? int.Parse(args[1]) : 2000;
switch (args)
{
    case ["ps", ..]:
        return await Latency.Measure("ps", endpoint, new ListContainers(), count);
    case ["ps-all", ..]:
        return await Latency.Measure("ps -a", endpoint, new ListContainers { All = true }, count);
    case ["version", ..]:
        return await Latency.Measure("version", endpoint, new GetVersion(), count);
    default:
        Console.Error.WriteLine("usage: ps|ps-all|version [COUNT]   (engine from ACTORENGINE_HOST)");
        return 2;
}
