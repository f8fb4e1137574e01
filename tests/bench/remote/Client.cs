using System.Diagnostics;
using Akka.Actor;

namespace RemoteFigures;

/// <summary>The side that measures.</summary>
internal static class Client
{
    public const int Batch = 5_000;
    private const int Window = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task Run(string address, string? certificates, TimeSpan duration)
    {
        using var system = ActorSystem.Create("Client", Settings.For(certificates));
        var watch = Stopwatch.StartNew();
        var echo = (await system.ActorSelection(address + "/user/echo").Ask<ActorIdentity>(new Identify(1), Limit)).Subject;
        Console.WriteLine($"first contact       {watch.Elapsed.TotalMilliseconds,10:F1} ms");
        var sink = (await system.ActorSelection(address + "/user/sink").Ask<ActorIdentity>(new Identify(1), Limit)).Subject;
        await Sequential(echo, TimeSpan.FromSeconds(1), print: false);
        await Sequential(echo, duration, print: true);
        await InFlight(echo, 32, TimeSpan.FromSeconds(1), print: false);
        await InFlight(echo, 32, duration, print: true);
        await OneWay(system, sink, TimeSpan.FromSeconds(1), print: false);
        await OneWay(system, sink, duration, print: true);
        await system.Terminate();
    }

    private static async Task Sequential(IActorRef echo, TimeSpan duration, bool print)
    {
        var samples = new List<double>(1 << 20);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            var start = Stopwatch.GetTimestamp();
            await echo.Ask<int>(samples.Count, Limit);
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        samples.Sort();
        if (print)
            Console.WriteLine($"Ask, one at a time  {samples[samples.Count / 2],10:F1} us p50 {samples[samples.Count * 99 / 100],10:F1} us p99");
    }

    private static async Task InFlight(IActorRef echo, int width, TimeSpan duration, bool print)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; clock.Elapsed < duration; count++)
                await echo.Ask<int>(count, Limit);
            return count;
        })));
        if (print)
            Console.WriteLine($"Ask, {width} in flight   {counts.Sum() / clock.Elapsed.TotalSeconds,10:F0} /s");
    }

    private static async Task OneWay(ActorSystem system, IActorRef sink, TimeSpan duration, bool print)
    {
        var done = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Source(sink, duration, done)));
        var rate = await done.Task;
        if (print)
            Console.WriteLine($"one way             {rate,10:F0} /s");
    }

    /// <summary>Keeps a number of batches on the way; their acknowledgements are the measure.</summary>
    private sealed class Source : ReceiveActor
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private long _acknowledged;

        public Source(IActorRef sink, TimeSpan duration, TaskCompletionSource<double> done)
        {
            Receive<int>(_ =>
            {
                _acknowledged += Batch;
                if (_clock.Elapsed < duration)
                {
                    SendBatch(sink);
                }
                else if (done.TrySetResult(_acknowledged / _clock.Elapsed.TotalSeconds))
                {
                    Context.Stop(Self);
                }
            });
            for (var i = 0; i < Window; i++)
                SendBatch(sink);
        }

        private void SendBatch(IActorRef sink)
        {
            for (var i = 0; i < Batch; i++)
                sink.Tell(i, Self);
        }
    }
}
