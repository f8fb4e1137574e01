using System.Diagnostics;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Events per second through the SQLite journal: written one by one, by one actor and by many, and read back.</summary>
internal static class PersistFigure
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        yield return new Figure("Persist, 1 actor, as the engine's journal (WAL, FULL)", "events/s", await Median.Of(1, 5, () => Write(1, 4000, JournalMode.EngineWal)), 4000);
        yield return new Figure("Persist, 100 actors, as the engine's journal (WAL, FULL)", "events/s", await Median.Of(1, 5, () => Write(100, 200, JournalMode.EngineWal)), 8000);
        yield return new Figure("  the floor: SQLite alone, one insert a transaction", "events/s", await Median.Of(1, 5, () => JournalFloor.Write(4000)));
        yield return new Figure("Persist, 1 actor, new file, plugin's defaults", "events/s", await Median.Of(1, 3, () => Write(1, 1000, JournalMode.PluginDefault)));
        yield return new Figure("Persist, 100 actors, new file, plugin's defaults", "events/s", await Median.Of(1, 3, () => Write(100, 50, JournalMode.PluginDefault)));
        yield return new Figure("PersistAsync, 1 actor, as the engine's journal", "events/s", await Median.Of(1, 3, () => Write(1, 20_000, JournalMode.EngineWal, inTurn: false)));
        yield return new Figure("recovery, 1 actor", "events/s", await Median.Of(2, 5, () => Recover(1, 50_000)), 100_000);
        yield return new Figure("recovery, 100 actors", "events/s", await Median.Of(1, 3, () => Recover(100, 500)));
    }

    private static async Task<double> Write(int actors, int events, JournalMode mode, bool inTurn = true)
    {
        using var file = new JournalFile(mode);
        var system = file.Open();
        var writers = Enumerable.Range(0, actors).Select(i => system.ActorOf(Props.Create(() => new Writer($"writer-{i}")))).ToArray();
        await Task.WhenAll(writers.Select(writer => writer.Ask(inTurn ? new Write(1) : new WriteAsync(1))));
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(writers.Select(writer => writer.Ask(inTurn ? new Write(events) : new WriteAsync(events))));
        var time = Stopwatch.GetElapsedTime(begin);
        await system.Terminate();
        return actors * events / time.TotalSeconds;
    }

    private static async Task<double> Recover(int actors, int events)
    {
        using var file = new JournalFile(JournalMode.EngineWal);
        var system = file.Open();
        var first = Enumerable.Range(0, actors).Select(i => system.ActorOf(Props.Create(() => new Writer($"writer-{i}"))));
        await Task.WhenAll(first.Select(writer => writer.Ask(new WriteAsync(events))));
        await system.Terminate();

        system = file.Open();
        await system.ActorOf(Props.Create(() => new Writer("another"))).Ask(new Write(1));
        var begin = Stopwatch.GetTimestamp();
        var recovered = await Task.WhenAll(Enumerable.Range(0, actors)
            .Select(i => system.ActorOf(Props.Create(() => new Writer($"writer-{i}"))).Ask<int>(new CountRecovered())));
        var time = Stopwatch.GetElapsedTime(begin);
        await system.Terminate();
        return recovered.Sum() == actors * events
            ? actors * events / time.TotalSeconds
            : throw new InvalidOperationException($"{recovered.Sum()} events came back of {actors * events}.");
    }
}
