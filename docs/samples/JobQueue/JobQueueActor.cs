using ActorEngine.Client;
using ActorEngine.Contracts;
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
        Receive<Made>(OnMade);
        Receive<Exited>(OnExited);
        Receive<NotMade>(_ => Ended(false));
        Receive<ContainerRemoved>(_ => { });
        Receive<NodeReachable>(_ => { });
        Receive<NodeUnreachable>(_ => { });
        Receive<Fault>(fault => throw new InvalidOperationException(fault.Message));
        Receive<Done>(_ => { });
    }

    protected override void PreStart() => Fill();

    private void Fill()
    {
        for (; running < atOnce && begun < jobs; begun++)
        {
            most = Math.Max(most, ++running);
            var settings = new ContainerSettings { Image = new("busybox"), Command = ["sh", "-c", $"exit {(begun % 5 == 4 ? 1 : 0)}"], AutoRemove = true };
            engine.CreateAsync(settings).PipeTo(Self, success: container => new Made(container), failure: error => new NotMade(error));
        }

        if (begun == jobs && running == 0) result.TrySetResult(new Tally(succeeded, failed, most));
    }

    private void OnMade(Made made)
    {
        // Watched before it is started: no end is too quick.
        made.Container.Watch(Self);
        made.Container.Tell(new StartContainer(made.Container.Reference), Self);
    }

    private void OnExited(Exited exited) => Ended(exited.IsSuccess);

    private void Ended(bool success)
    {
        running--;
        if (success) succeeded++;
        else failed++;
        Fill();
    }

    private sealed record Made(ContainerRef Container);

    private sealed record NotMade(Exception Error);
}
