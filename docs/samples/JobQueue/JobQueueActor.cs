using ActorEngine.Client;
using Akka.Actor;

namespace ActorEngine.Samples;

internal sealed record Tally(int Succeeded, int Failed, int MostAtOnce);

/// <summary>Back-pressure by counting: a new job is begun when one has ended, so that the engine has never more than it was told to take.</summary>
internal sealed class JobQueueActor : ReceiveActor
{
    private readonly IContainerEngine engine;
    private readonly int jobs, atOnce;
    private readonly TaskCompletionSource<Tally> result;
    private int begun, running, succeeded, failed, most;

    public JobQueueActor(IContainerEngine engine, int jobs, int atOnce, TaskCompletionSource<Tally> result)
    {
        (this.engine, this.jobs, this.atOnce, this.result) = (engine, jobs, atOnce, result);
        Receive<JobEnded>(OnEnded);
    }

    protected override void PreStart() => Fill();

    private void Fill()
    {
        for (; running < atOnce && begun < jobs; begun++)
        {
            most = Math.Max(most, ++running);
            int number = begun;
            Context.ActorOf(Props.Create(() => new JobActor(engine, $"exit {(number % 5 == 4 ? 1 : 0)}")), $"job-{number}");
        }

        if (begun == jobs && running == 0) result.TrySetResult(new Tally(succeeded, failed, most));
    }

    private void OnEnded(JobEnded ended)
    {
        running--;
        if (ended.Succeeded) succeeded++;
        else failed++;
        if (ended.Trouble is { } trouble) Console.Error.WriteLine($"{Sender.Path.Name}: {trouble}");
        Fill();
    }
}
