using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle;

/// <summary>Finds the namespaces that a container's settings ask of other containers. Their processes keep them; from the runtime's joining on, this container's do too.</summary>
internal static class NamespaceLending
{
    private const string Container = "container:";

    /// <summary>The joins, or the fault that names the container in the way.</summary>
    public static (NamespaceJoins Joins, Fault? Fault) Find(ContainerSettings settings, ContainerId own, ContainerProjection containers)
    {
        var joins = new NamespaceJoins();
        if (Lender(settings.PidMode) is { } pidLender)
        {
            if (!TryFind(pidLender, own, containers, "process ids", "pidMode", out ContainerView? view, out Fault? fault)) return (joins, fault);
            joins = joins with { Pid = Path(view, "pid"), User = Owner(view) };
        }

        if (Lender(settings.IpcMode) is { } ipcLender)
        {
            if (!TryFind(ipcLender, own, containers, "IPC", "ipcMode", out ContainerView? view, out Fault? fault)) return (joins, fault);
            string? mode = view.Inspection.Settings.IpcMode;
            if (mode is not ("shareable" or "host"))
                return (joins, new Fault(FaultCode.Conflict, $"cannot join IPC of container {view.Summary.Name}: non-shareable IPC (hint: make that one with --ipc shareable).") { Field = "ipcMode" });
            joins = joins with { Ipc = Path(view, "ipc"), User = Owner(view) ?? joins.User, SharedMemory = mode == "host" ? "/dev/shm" : System.IO.Path.Combine(view.Inspection.BundlePath, ContainerPaths.SharedMemoryName) };
        }

        if (NetworkModes.Lender(settings.Network) is { } lender && containers.Resolve(lender, out _) is { Inspection: var lent })
            joins = joins with { NetworkFiles = new NetworkFilePaths(lent.HostsPath, lent.HostnamePath, lent.ResolvConfPath) };
        return (joins, null);
    }

    private static ContainerReference? Lender(string? mode) =>
        mode?.StartsWith(Container, StringComparison.Ordinal) == true ? new ContainerReference(mode[Container.Length..]) : null;

    private static string Path(ContainerView view, string kind) => $"/proc/{view.Inspection.State.Pid}/ns/{kind}";

    // Where ids are mapped, the namespaces belong to a user namespace, and only from within it can they be joined.
    private static string? Owner(ContainerView view) => Linux.IdMapping.Of(view.Inspection.State.Pid) is null ? null : Path(view, "user");

    private static bool TryFind(
        ContainerReference lender, ContainerId own, ContainerProjection containers, string what, string field,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ContainerView? view, out Fault? fault)
    {
        view = containers.Resolve(lender, out fault);
        if (view is { Inspection.State.Pid: > 0 } && view.Id != own) return true;
        fault ??= new Fault(FaultCode.Conflict, $"Container {view?.Summary.Name ?? lender.Value} does not run, so its {what} cannot be shared; start it first.") { Field = field };
        return false;
    }
}
