using ActorEngine.Oci;
using ActorEngine.Oci.Spec;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>Exec sessions.</summary>
internal sealed partial class LinuxContainerHost
{
    public async Task<ExecOutcome> ExecAsync(ShimConnection shim, ExecOrder order, CancellationToken cancellation)
    {
        ContainerState state = order.State;
        if (RuntimeOf(state) is not { } runtime)
            return new ExecOutcome(0, null, new Contracts.Fault(Contracts.FaultCode.NotSupported, $"The runtime {state.Process?.Runtime} of container {state.Name} is not installed any more."));
        ContainerPaths paths = PathsOf(state.Id);
        string name = "exec-" + order.Id.Value[..16];
        string Own(string ending) => Path.Combine(paths.RunDirectory, name + ending);
        try
        {
            Outcome<ProcessSpec> built = BundleWriter.PrepareExec(BundleOf(state, paths), order.Settings, Own(".json"));
            if (!built.TryGet(out _, out Contracts.Fault? refused)) return new ExecOutcome(0, null, refused);
            global::ActorEngine.Shim.Client.ExecOutcome outcome = await shim.ExecAsync(Request(order, runtime, name), cancellation).ConfigureAwait(false);
            if (outcome.Process is not { } process)
            {
                StartFailed failure = outcome.Failure!;
                return new ExecOutcome(0, null, RuntimeErrors.ToFault(failure.Code, failure.RuntimeLog + "\n" + failure.Output, order.Settings.Command[0], RuntimeAction.Exec));
            }

            if (order.Detach) return new ExecOutcome(process.Pid, null, null);
            ExecAttachment attachment = await shim.AttachExecAsync(order.Id.Value, cancellation).ConfigureAwait(false);
            if (order.Settings is { Tty: true, Rows: > 0, Columns: > 0 } size) await ResizeAsync(attachment, size, cancellation).ConfigureAwait(false);
            return new ExecOutcome(process.Pid, new ExecStdio(attachment), null);
        }
        finally
        {
            foreach (string ending in (ReadOnlySpan<string>)[".json", ".pid", ".log"]) File.Delete(Own(ending));
        }
    }

    // The runtime was told the size too, but not every runtime sets it. A program that has ended meanwhile needs none.
    private static async Task ResizeAsync(ExecAttachment attachment, Contracts.ExecSettings size, CancellationToken cancellation)
    {
        try
        {
            await attachment.ResizeAsync((ushort)size.Columns, (ushort)size.Rows, cancellation).ConfigureAwait(false);
        }
        catch (ShimUnreachableException)
        {
            // Its output and exit are still to be read from the attachment.
        }
    }

    private static Exec Request(ExecOrder order, OciRuntime runtime, string name)
    {
        string console = order.Settings.Tty ? name + ".sock" : "";
        return new Exec
        {
            Id = order.Id.Value,
            Call = new RuntimeCall
            {
                Arguments = runtime.Exec(order.State.Id, name + ".json", name + ".pid", name + ".log", console.Length > 0 ? console : null),
                Environment = RuntimeEnvironment,
                PidFile = name + ".pid",
                LogFile = name + ".log",
            },
            Output = order.Detach ? ExecOutputMode.Discard : ExecOutputMode.Attach,
            StdinOpen = order.Settings.Stdin && !order.Detach,
            ConsoleSocket = console,
        };
    }
}
