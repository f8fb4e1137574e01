using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>
/// One step of a build: looks whether the cache has its result, else makes it. What it takes from the engine (snapshots, containers) it gives back when it
/// stops, however that comes.
/// </summary>
internal abstract class StepActor : ReceiveActor
{
    private readonly HashSet<ContainerId> snapshots = [];
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> otherKeys = [];
    private string key = "";
    private bool ended, isChecking, isRebased, isMade;

    protected StepActor(BuildSetting build, StepOrder order)
    {
        (Build, Order) = (build, order);
        Vertex = build.Progress.Begin(order.Step.Title, order.Step.Id);
        Receive<KeyKnown>(OnKey);
        Receive<LayerStack>(OnCacheHolds);
        Receive<LayerTaken>(OnLayer);
        Receive<BlobOpened>(opened => Images.Tell(new TakeLayer(opened.Content, Order.Parent?.Chain, Build.Tools.Cache.Lease.Name)));
        Receive<SnapshotPrepared>(OnPrepared);
        Receive<Failed>(failed => Fail(BuildException.Of(failed.Cause)));
        Receive<Done>(_ => { });
        Receive<Fault>(OnFault);
    }

    protected BuildSetting Build { get; }

    protected StepOrder Order { get; }

    protected BuildProgress.Vertex Vertex { get; }

    /// <summary>Fires when the step is over or given up.</summary>
    protected CancellationToken Stopping => stop.Token;

    protected IActorRef Images => Build.Services.Images;

    /// <summary>Names in the key what the step stands on.</summary>
    protected virtual string KeyParent => Order.Parent?.Chain?.Value ?? "";

    /// <summary>How the image store is told of the file system that the step stands on.</summary>
    protected ImageReference ParentImage => ImageOf(Order.Parent?.Chain);

    protected static ImageReference ImageOf(Digest? chain) => new(chain is { } known ? $"chain@{known}" : "scratch");

    protected override void PreStart()
    {
        Build.Services.States.Set(Self, GetType().Name, Order.Step.Title);
        FindKey();
    }

    protected override void PostStop()
    {
        Build.Services.States.Remove(Self);
        stop.Cancel();
        foreach (ContainerId snapshot in snapshots) Images.Tell(new RemoveSnapshot(snapshot), ActorRefs.NoSender);
        if (!ended) Vertex.Cancelled();
    }

    /// <summary>Digests of what the step reads beside its parent, in a fixed order. Runs outside the actor.</summary>
    protected abstract Task<IReadOnlyList<string>> InputsAsync();

    /// <summary>The cache has nothing: begins the work, which ends with <see cref="Commit"/>.</summary>
    protected abstract void Execute();

    /// <summary>A snapshot that was asked for is there.</summary>
    protected abstract void OnPrepared(SnapshotPrepared prepared);

    /// <summary>The layer is in the store.</summary>
    protected virtual void OnCommitted()
    {
    }

    /// <summary>The step has failed and is about to stop.</summary>
    protected virtual void OnFailing(Fault fault)
    {
    }

    /// <summary>Asks for a snapshot of a chain of layers, which goes when the step is over.</summary>
    protected ContainerId Prepare(ImageReference image)
    {
        var id = ContainerId.New();
        snapshots.Add(id);
        Images.Tell(new PrepareSnapshot(id, image));
        return id;
    }

    /// <summary>Names what goes into the step, and goes on from there.</summary>
    protected void FindKey() =>
        Run(InputsAsync, inputs => new KeyKnown(StepKeys.Of(Order.Step, KeyParent, inputs, Build.Latest?.ToUnixTimeSeconds())));

    /// <summary>Another key under which the result is known: looks there too, and makes it where nothing is.</summary>
    protected void TryKey(string other)
    {
        otherKeys.Add(key);
        OnKey(new KeyKnown(other));
    }

    /// <summary>Makes a layer of what a snapshot holds; the snapshot ends with it.</summary>
    protected void Commit(ContainerId snapshot)
    {
        snapshots.Remove(snapshot);
        Images.Tell(new CommitSnapshot(snapshot, Build.Tools.Cache.Lease.Name) { Compression = LayerCompression.None, Latest = Build.Latest, Consume = true });
    }

    /// <summary>Puts a layer that was made on top of something else onto what this step stands on.</summary>
    protected void Rebase(StoredLayer layer)
    {
        isRebased = true;
        Images.Tell(new OpenBlob(layer.Blob));
    }

    /// <summary>Does something outside the actor; its failure fails the step.</summary>
    protected void Run<T>(Func<Task<T>> work, Func<T, object> success) =>
        Task.Run(work).PipeTo(Self, success: success, failure: cause => new Failed(cause));

    protected void Fail(Fault fault)
    {
        if (ended) return;
        ended = true;
        OnFailing(fault);
        Vertex.Failed(fault.Message);
        Context.Parent.Tell(new StepEnded(Order.Step.Id, [], null, fault));
        Context.Stop(Self);
    }

    private void OnKey(KeyKnown known)
    {
        key = known.Key;
        if (Build.Request.NoCache || Build.Tools.Cache.Find(key) is not { } result) Make();
        else if (result.Chain is { } chain)
        {
            isChecking = true;
            Images.Tell(new FindLayers(chain));
        }
        else Cached(result);
    }

    private void Make()
    {
        if (!isMade) Vertex.Running();
        isMade = true;
        Execute();
    }

    private void OnCacheHolds(LayerStack stack)
    {
        isChecking = false;
        if (Build.Tools.Cache.Find(key) is { } result) OnFound(result, stack.Layers);
        else Make();
    }

    private void OnFault(Fault fault)
    {
        if (fault.Code == FaultCode.NotFound && Build.Tools.Cache.Find(key) is not null && isChecking)
        {
            // The store has let the layers go: it is made again.
            isChecking = false;
            Build.Tools.Cache.Forget(key);
            Make();
            return;
        }

        if (fault.Code == FaultCode.NotFound && isRebased)
        {
            isRebased = false;
            Make();
            return;
        }

        Fail(fault);
    }

    /// <summary>The cache has a result, and the store its layers.</summary>
    protected virtual void OnFound(StepResult result, IReadOnlyList<StoredLayer> layers) => Cached(result);

    /// <summary>Nothing is left to do.</summary>
    protected virtual void Cached(StepResult result)
    {
        foreach (string other in otherKeys) Build.Tools.Cache.Add(other, result);
        Vertex.Cached(result.Chain);
        End(result);
    }

    private void OnLayer(LayerTaken taken)
    {
        StepResult result = taken.IsEmpty
            ? new StepResult(Order.Parent?.Chain, IsEmpty: true, Build.Latest ?? Build.Services.Time.GetUtcNow())
            : new StepResult(taken.Layer.ChainId, IsEmpty: false, Build.Latest ?? Build.Services.Time.GetUtcNow());
        if (taken.IsEmpty) Images.Tell(new ReleaseLayers(Build.Tools.Cache.Lease.Name, taken.Layer.ChainId), ActorRefs.NoSender);
        foreach (string known in otherKeys.Prepend(key)) Build.Tools.Cache.Add(known, result);
        OnCommitted();
        if (isRebased) Vertex.Cached(result.Chain);
        else Vertex.Done(result.Chain);
        End(result);
    }

    private void End(StepResult result)
    {
        ended = true;
        Context.Parent.Tell(new StepEnded(Order.Step.Id, [key, .. otherKeys], result, null));
        Context.Stop(Self);
    }

    private sealed record KeyKnown(string Key);

    protected sealed record Failed(Exception Cause);
}
