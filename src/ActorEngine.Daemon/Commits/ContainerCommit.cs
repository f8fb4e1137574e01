using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="CommitContainer"/>: freezes the container where it runs, lets the image store read what it wrote, thaws it.</summary>
internal static class ContainerCommit
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    public static async Task<IReply> RunAsync(EngineServices services, CommitContainer request, CancellationToken cancellation)
    {
        var view = services.Resolve(request.Container);
        var container = new ContainerReference(view.Id.Value);
        bool paused = request.Pause && view.Status == ContainerStatus.Running && await TellAsync(services, new PauseContainer(container)).ConfigureAwait(false);
        try
        {
            var made = await EngineEdge.AskAsync<ImagesLoaded>(services.Actors.Images, new CommitImage(request, view.Id, view.Inspection), Patience, cancellation).ConfigureAwait(false);
            services.Actors.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "container", "commit", view.Id.Value)
            {
                Attributes = new Dictionary<string, string>(view.Summary.Labels) { ["name"] = view.Summary.Name, ["image"] = view.Summary.Image, ["imageID"] = made.Images[0].Id.Value },
            }, Akka.Actor.ActorRefs.NoSender);
            return made;
        }
        finally
        {
            // Also where the client has gone.
            if (paused) await TellAsync(services, new UnpauseContainer(container)).ConfigureAwait(false);
        }
    }

    // One that has ended or was paused by somebody else meanwhile is not for us to thaw.
    private static async Task<bool> TellAsync(EngineServices services, IMessage message) =>
        await EngineEdge.AskAsync(services.Actors.Lifecycle, message, EngineEdge.Patience, CancellationToken.None).ConfigureAwait(false) switch
        {
            Done => true,
            Fault { Code: FaultCode.Conflict or FaultCode.NotModified or FaultCode.NotFound } => false,
            Fault fault => throw new FaultException(fault),
            _ => false,
        };
}
