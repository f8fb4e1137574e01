using System.Diagnostics;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Questions answered per second: many under way at once, and one after the other.</summary>
internal static class AskFigure
{
    private const int Questions = 500_000;
    private const int UnderWay = 500;

    public static async IAsyncEnumerable<Figure> Measure()
    {
        var system = QuietSystem.Create();
        var actor = system.ActorOf(Props.Create<Echo>());
        yield return new Figure($"Ask, {UnderWay} under way", "/s", await Median.Of(3, 7, () => Batches(actor, null)), 500_000);
        yield return new Figure($"Ask, {UnderWay} under way, with a time limit", "/s", await Median.Of(3, 7, () => Batches(actor, TimeSpan.FromSeconds(10))));
        yield return new Figure("Ask, one after the other", "/s", await Median.Of(2, 5, () => InTurn(actor)));
        await system.Terminate();
    }

    private static async Task<double> Batches(IActorRef actor, TimeSpan? limit)
    {
        var answers = new Task<object>[UnderWay];
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Questions / UnderWay; i++)
        {
            for (var j = 0; j < UnderWay; j++)
                answers[j] = actor.Ask<object>("question", limit);
            await Task.WhenAll(answers);
        }

        return Questions / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<double> InTurn(IActorRef actor)
    {
        const int questions = 100_000;
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < questions; i++)
            await actor.Ask<object>("question");
        return questions / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
