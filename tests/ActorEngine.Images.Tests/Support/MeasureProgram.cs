using System.Diagnostics;
using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>Prints what an import and a snapshot cost: <c>measure STATE TAR</c> in a Release build, state and tar on tmpfs.</summary>
internal static class MeasureProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static int Run(string state, string tar)
    {
        using ActorSystem system = ActorSystem.Create("measure");
        IActorRef images = system.ActorOf(ImagesActor.Props(new ImageStoreSettings { StateDirectory = state }, ActorRefs.Nobody));
        double[] imports = new double[7];
        for (int i = 0; i < imports.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Ask(images, new LoadArchive(new ImportImage { Reference = new ImageReference("measured") }, File.OpenRead(tar)));
            imports[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i < imports.Length - 1) Ask(images, new RemoveImage(new ImageReference("measured")));
        }

        double[] snapshots = new double[500];
        for (int i = 0; i < snapshots.Length; i++)
        {
            ContainerId container = ContainerId.New();
            long start = Stopwatch.GetTimestamp();
            Ask(images, new PrepareSnapshot(container, new ImageReference("measured")));
            snapshots[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Ask(images, new RemoveSnapshot(container));
        }

        Array.Sort(imports);
        Array.Sort(snapshots);
        Console.WriteLine($"import ms: median {imports[3]:f0}, best {imports[0]:f0}; prepare snapshot ms: median {snapshots[250]:f3}, p99 {snapshots[495]:f3}");
        system.Terminate().GetAwaiter().GetResult();
        return 0;
    }

    private static void Ask(IActorRef images, object message)
    {
        object reply = images.Ask<object>(message, Patience).GetAwaiter().GetResult();
        if (reply is Fault fault) throw new InvalidOperationException(fault.Message);
    }
}
