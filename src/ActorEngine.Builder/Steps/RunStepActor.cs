using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>
/// RUN: a container of the engine, made, started, followed and waited for through the lifecycle. When nothing of its run is left, its files become the
/// layer and it is removed.
/// </summary>
internal sealed class RunStepActor : StepActor
{
    private const string HostnameArgument = "BUILDKIT_SANDBOX_HOSTNAME";
    private readonly RunStep step;
    private readonly Dictionary<ContainerId, int> asked = [];
    private readonly Dictionary<int, SnapshotPrepared> sources = [];
    private RunMounts? mounts;
    private MountPoints? points;
    private ContainerId container;
    private ExitStatus? exit;
    private bool outputRead, released, isOver;

    /// <summary>The directory of what the run writes.</summary>
    private string? written;

    public RunStepActor(BuildSetting build, StepOrder order) : base(build, order)
    {
        step = (RunStep)order.Step;
        Receive<MountsReady>(ready => OnMounts(ready.Mounts));
        Receive<ContainerCreated>(OnCreated);
        Receive<PointsMade>(OnPoints);
        Receive<ContainerWaited>(OnExit);
        Receive<OutputRead>(_ => OnOutputRead());
        Receive<ContainerReleased>(_ => OnReleased());
        Receive<PointsGone>(_ => Commit(container));
    }

    public static Props Props(BuildSetting build, StepOrder order) => Akka.Actor.Props.Create(() => new RunStepActor(build, order));

    private ContainerReference Reference => new(container.Value);

    protected override Task<IReadOnlyList<string>> InputsAsync()
    {
        List<string> inputs = [];
        foreach (RunMount mount in step.Mounts)
        {
            if (mount.From is FileOrigin.Step origin && mount.Kind == RunMountKind.Bind) inputs.Add(Order.Inputs[origin.Id].Chain?.Value ?? "");
            if (mount.From is not FileOrigin.Context || mount.Kind != RunMountKind.Bind || Order.Context is not { } context) continue;
            string path = PathText.Clean(mount.Source)[1..];
            inputs.Add(ContextDigest.Of(context, [new FoundSource(path, "", IsDirectory: true)], []));
        }

        return Task.FromResult<IReadOnlyList<string>>(inputs);
    }

    protected override void PostStop()
    {
        base.PostStop();
        // One that is still being made is found by its label when it appears.
        if (container.Value is not null) Remove(Build.Services.Lifecycle(), Reference, isOver ? written : null);
        if (mounts is { } held) _ = Task.Run(held.Dispose);
    }

    // What a failed run wrote goes first: where it has filled the disk, the removal could not even be written down.
    private static void Remove(IActorRef lifecycle, ContainerReference container, string? written) => _ = Task.Run(() =>
    {
        try
        {
            if (written is not null) TreeRemoval.Remove(written);
        }
        finally
        {
            lifecycle.Tell(new RemoveContainer(container, Force: true), ActorRefs.NoSender);
        }
    });

    protected override void OnFailing(Fault fault) => isOver = exit is not null || fault.Code == FaultCode.Storage;

    protected override void Execute()
    {
        if (step.Security == "insecure" && !Build.Request.AllowInsecure)
        {
            Fail(new Fault(FaultCode.PermissionDenied, "security.insecure is not allowed; allow it with --allow security.insecure.") { Field = "allowInsecure" });
            return;
        }

        if (step.Network == "host" && Build.Request.Network != "host" && !Build.Request.AllowHostNetwork)
        {
            Fail(new Fault(FaultCode.PermissionDenied, "network.host is not allowed; allow it with --allow network.host.") { Field = "allowHostNetwork" });
            return;
        }

        foreach (int input in step.Inputs.Distinct()) asked[Prepare(ImageOf(Order.Inputs[input].Chain))] = input;
        if (asked.Count == 0) PrepareMounts();
    }

    protected override void OnPrepared(SnapshotPrepared prepared)
    {
        if (asked.Remove(prepared.Container, out int input))
        {
            sources[input] = prepared;
            if (asked.Count == 0) PrepareMounts();
            return;
        }

        written = prepared.Upper;
        IEnumerable<(string, bool)> targets = mounts!.Targets;
        Run(() => Task.FromResult(MountPoints.Make(prepared, targets)), made => new PointsMade(made));
    }

    protected override void OnCommitted()
    {
        // Its snapshot has become the layer; what is left of it goes.
        Build.Services.Lifecycle().Tell(new RemoveContainer(Reference, Force: true), ActorRefs.NoSender);
        container = default;
    }

    private void PrepareMounts() =>
        Run(() => RunMounts.PrepareAsync(Build, step, Order.Context, sources, Stopping), ready => new MountsReady(ready));

    private void OnMounts(RunMounts ready)
    {
        mounts = ready;
        Build.Services.Lifecycle().Tell(new CreateContainer(new OperationId($"{Build.Id}-{step.Id}"), $"build-{Build.Id[..12]}-{step.Id}", Settings(ready)));
    }

    private ContainerSettings Settings(RunMounts ready)
    {
        var settings = new ContainerSettings
        {
            Image = ParentImage,
            Entrypoint = step.Arguments,
            Environment = [.. step.Environment, .. step.Uncounted, .. ready.Environment],
            EnvironmentFiles = ready.EnvironmentFiles,
            WorkingDirectory = step.WorkingDirectory,
            User = step.User.Length > 0 ? step.User : null,
            Labels = new Dictionary<string, string> { [BuilderServices.Label] = Build.Id, [BuilderServices.Label + ".step"] = step.Title },
            Mounts = ready.Settings,
            Privileged = step.Security == "insecure",
            ExtraHosts = Build.Request.ExtraHosts,
            Resources = Build.Request.Limits,
            Ulimits = Build.Request.Ulimits,
            CgroupParent = Build.Request.CgroupParent,
        };
        // Not the container's id: what a program makes of its host's name shall be the same in each build. With the host's network, and another container's, goes its name.
        if (step.Network != "host" && !step.Network.StartsWith("container:", StringComparison.Ordinal)) settings = settings with { Hostname = Build.Request.Arguments.GetValueOrDefault(HostnameArgument, "buildkitsandbox") };
        return step.Network == "default" ? settings : settings with { Network = step.Network };
    }

    private void OnCreated(ContainerCreated created)
    {
        container = created.Id;
        Images.Tell(new FindSnapshot(container));
    }

    private void OnPoints(PointsMade message)
    {
        points = message.Points;
        IActorRef lifecycle = Build.Services.Lifecycle();
        Run(async () => { await FollowAsync().ConfigureAwait(false); return new OutputRead(); }, read => read);
        lifecycle.Tell(new WaitContainer(Reference, WaitCondition.NextExit));
        lifecycle.Tell(new StartContainer(Reference));
    }

    private async Task FollowAsync()
    {
        Decoder[] decoders = [Encoding.UTF8.GetDecoder(), Encoding.UTF8.GetDecoder(), Encoding.UTF8.GetDecoder()];
        char[] text = new char[64 << 10];
        await foreach (StdioChunk chunk in Build.Services.Follow(container, Stopping).ConfigureAwait(false))
        {
            for (ReadOnlyMemory<byte> rest = chunk.Data; !rest.IsEmpty;)
            {
                int take = Math.Min(rest.Length, text.Length / 2);
                int count = decoders[chunk.Channel].GetChars(rest.Span[..take], text, flush: false);
                rest = rest[take..];
                if (count > 0) await Vertex.OutputAsync(new string(text, 0, count), chunk.Channel == 2, Stopping).ConfigureAwait(false);
            }
        }
    }

    private void OnExit(ContainerWaited waited)
    {
        if (waited.Error is { Length: > 0 } error)
        {
            Fail(new Fault(FaultCode.RuntimeFailed, $"process \"{string.Join(' ', step.Arguments)}\" could not be started: {error}"));
            return;
        }

        exit = waited.Exit;
        Build.Services.Lifecycle().Tell(new AwaitRelease(Reference));
        EndIfFailed();
    }

    private void OnOutputRead()
    {
        outputRead = true;
        EndIfFailed();
        if (released) CleanUp();
    }

    private void EndIfFailed()
    {
        if (!outputRead || exit is null or { Code: 0 }) return;
        string code = exit.Code > 128 && exit.Code < 165 ? $"{exit.Code} (killed by signal {exit.Code - 128})" : $"{exit.Code}";
        Fail(new Fault(FaultCode.RuntimeFailed, $"process \"{string.Join(' ', step.Arguments)}\" did not complete successfully: exit code: {code}", exit.Code is > 0 and < 256 ? exit.Code : 1));
    }

    private void OnReleased()
    {
        released = true;
        if (outputRead) CleanUp();
    }

    private void CleanUp()
    {
        if (exit is not { Code: 0 }) return;
        (RunMounts? held, mounts) = (mounts, null);
        MountPoints made = points!;
        Run(() =>
        {
            held?.Dispose();
            made.Remove();
            return Task.FromResult(new PointsGone());
        }, gone => gone);
    }

    private sealed record MountsReady(RunMounts Mounts);

    private sealed record PointsMade(MountPoints Points);

    private sealed record OutputRead;

    private sealed record PointsGone;
}
