using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Builder;

/// <summary>One build: reads the Dockerfile, finds base images, carries the plan out with an actor for each step, writes the image. Answers once, when all it has told the client is sent.</summary>
internal sealed partial class BuildActor : ReceiveActor
{
    private readonly BuilderServices services;
    private readonly BuildSetting build;
    private readonly BuildClient client;
    private readonly IActorRef requester;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private CancellationTokenRegistration gone;
    private bool answered;

    public BuildActor(string id, BuilderServices services, BuildTools tools, IEngineCall call, IActorRef requester)
    {
        this.services = services;
        this.requester = requester;
        client = new BuildClient(call);
        build = new BuildSetting(id, services, tools, client, new BuildProgress(client, services.Time), Epoch(client.Request));
        Receive<DockerfileRead>(OnDockerfile);
        Receive<ImageContent>(OnImage);
        Receive<ImagesLoaded>(OnLoaded);
        Receive<CredentialsKnown>(OnCredentials);
        Receive<TransferBegan>(_ => { });
        Receive<TransferProgress>(OnTransfer);
        Receive<StreamNotice>(notice => lookup?.Status(notice.Message));
        Receive<ContextReady>(OnContext);
        Receive<StepEnded>(OnStepEnded);
        Receive<LayerStack>(OnResultLayers);
        Receive<SnapshotPrepared>(OnResultPrepared);
        Receive<Exported>(_ => OnExported());
        Receive<StreamEnded>(_ => OnExported());
        Receive<Terminated>(OnTerminated);
        Receive<Fault>(OnFault);
        Receive<Failed>(failed => OnFailed(failed.Cause));
        Receive<Done>(_ => { });
        Receive<Flushed>(OnFlushed);
        Receive<ClientGone>(_ => OnClientGone());
    }

    public static Props Props(string id, BuilderServices services, BuildTools tools, IEngineCall call, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new BuildActor(id, services, tools, call, requester));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(BuildActor), "reading");
        IActorRef self = Self;
        gone = client.Over.Register(() => self.Tell(ClientGone.Instance));
        Run(ReadAsync, read => read);
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        gone.Dispose();
        if (!answered) requester.Tell(new Fault(FaultCode.Internal, "The build ended without a result; the engine's log says why."));
        if (passing is { } image) services.Images.Tell(new RemoveImage(new ImageReference(image.Value)), ActorRefs.NoSender);
        if (snapshot.Value is not null) services.Images.Tell(new RemoveSnapshot(snapshot), ActorRefs.NoSender);
        (string directory, string secrets, BuildClient ended) = (build.Directory, build.Secrets, client);
        _ = Task.Run(async () =>
        {
            await ended.DisposeAsync().ConfigureAwait(false);
            Leftovers.Remove(directory);
            Leftovers.Remove(secrets);
        });
    }

    /// <summary>A step that throws has failed; its build tells so and ends.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Run<T>(Func<Task<T>> work, Func<T, object> success) =>
        Task.Run(work).PipeTo(Self, success: success, failure: cause => new Failed(cause));

    private void OnFault(Fault fault)
    {
        if (asking is not null) OnImageFault(fault);
        else Answer(fault);
    }

    private void OnFailed(Exception cause)
    {
        Fault fault = BuildException.Of(cause);
        if (fault.Code == FaultCode.Internal) log.Error(cause, "A build failed unexpectedly.");
        Answer(fault);
    }

    // Steps that still run are ended first, so that nothing more is told after the answer.
    private void Answer(IReply reply)
    {
        if (answer is not null) return;
        answer = reply;
        foreach (IActorRef step in running.Keys) Context.Stop(step);
        if (running.Count == 0) Flush();
    }

    private void Flush() => Run(async () =>
    {
        await client.DisposeAsync().ConfigureAwait(false);
        return new Flushed();
    }, flushed => flushed);

    // The end of a build looks the same to the registration.
    private void OnClientGone()
    {
        if (answer is not null) return;
        if (client.IsOverrun) Answer(new Fault(FaultCode.Overloaded, $"The client left {BuildClient.MaxWaiting} messages of its build untaken."));
        else Context.Stop(Self);
    }

    private void OnFlushed(Flushed flushed)
    {
        answered = true;
        requester.Tell(answer);
        Context.Stop(Self);
    }

    private static DateTimeOffset? Epoch(BuildImage request) =>
        request.Arguments.TryGetValue("SOURCE_DATE_EPOCH", out string? text) && long.TryParse(text, out long seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private sealed record DockerfileRead(Dockerfile File, ContextTree? Context);

    private sealed record CredentialsKnown(RegistryCredentials? Credentials);

    private sealed record ContextReady(ContextTree Context);

    private sealed record Exported;

    private sealed record Flushed;

    private sealed record Failed(Exception Cause);

    private sealed record ClientGone
    {
        public static readonly ClientGone Instance = new();
    }
}
