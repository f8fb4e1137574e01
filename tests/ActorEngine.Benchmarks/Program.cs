using ActorEngine.Benchmarks;
using ActorEngine.Benchmarks.Docker;
using ActorEngine.Benchmarks.Kernel;
using ActorEngine.Contracts;

// usage: dotnet run -c Release --project tests/ActorEngine.Benchmarks -- ps|version [COUNT]
//        dotnet run -c Release --project tests/ActorEngine.Benchmarks -- first ACTORD [STARTS]
//        dotnet run -c Release --project tests/ActorEngine.Benchmarks -- docker-list|docker-cycle COUNT SOCKET...
//        dotnet run -c Release --project tests/ActorEngine.Benchmarks -- kernel [WORD]
var endpoint = Environment.GetEnvironmentVariable("ACTORENGINE_HOST") ?? "unix:///run/actorengine/engine.sock";
var count = args is [_, var number] && int.TryParse(number, out var given) ? given : 2000;
switch (args)
{
    case ["ps", ..]:
        return await Latency.Measure("ps", endpoint, new ListContainers(), count);
    case ["ps-all", ..]:
        return await Latency.Measure("ps -a", endpoint, new ListContainers { All = true }, count);
    case ["version", ..]:
        return await Latency.Measure("version", endpoint, new GetVersion(), count);
    case ["first", var daemon, ..]:
        return await FirstAnswer.Measure(daemon, endpoint, args.Length > 2 && int.TryParse(args[2], out var starts) ? starts : 10);
    case ["docker-list", var times, .. var sockets]:
        return DockerFigures.List(sockets, int.Parse(times));
    case ["docker-cycle", var times, .. var sockets]:
        return DockerFigures.Cycle(sockets, int.Parse(times));
    case ["kernel", ..]:
        return await KernelFigures.Measure(args.Length > 1 ? args[1] : "");
    case [StartFigure.ChildVerb]:
        return await StartFigure.RunChild();
    default:
        Console.Error.WriteLine("usage: ps|ps-all|version [COUNT]   (engine from ACTORENGINE_HOST)\n       first ACTORD [STARTS]   (starts and kills a daemon beside the containers that run)\n       docker-list|docker-cycle COUNT SOCKET...   (daemons in turn)\n       kernel [WORD]   (figures of the actor library whose name contains the word)");
        return 2;
}
