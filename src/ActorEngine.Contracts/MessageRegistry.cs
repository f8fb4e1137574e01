using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace ActorEngine.Contracts;

/// <summary>A message type and its name on the wire and in the journal.</summary>
/// <param name="Manifest">Short, stable, never reused.</param>
/// <param name="Type">The record.</param>
/// <param name="Json">Compile-time JSON metadata.</param>
public sealed record MessageType(string Manifest, Type Type, JsonTypeInfo Json);

/// <summary>All messages of the contract. What is not listed here cannot be sent or read.</summary>
public static class MessageRegistry
{
    private static readonly FrozenDictionary<string, MessageType> ByManifest = All.ToFrozenDictionary(type => type.Manifest);
    private static readonly FrozenDictionary<Type, MessageType> ByType = All.ToFrozenDictionary(type => type.Type);

    /// <summary>Every message type, grouped by protocol.</summary>
    public static IReadOnlyList<MessageType> All => Types.Value;

    /// <summary>The type with this manifest, or null.</summary>
    public static MessageType? Find(string manifest) => ByManifest.GetValueOrDefault(manifest);

    /// <summary>The entry of this record type, or null.</summary>
    public static MessageType? Find(Type type) => ByType.GetValueOrDefault(type);

    private static class Types
    {
        internal static readonly IReadOnlyList<MessageType> Value =
        [
            Of("container.create", ContractsJson.Default.CreateContainer),
            Of("container.start", ContractsJson.Default.StartContainer),
            Of("container.stop", ContractsJson.Default.StopContainer),
            Of("container.restart", ContractsJson.Default.RestartContainer),
            Of("container.kill", ContractsJson.Default.KillContainer),
            Of("container.pause", ContractsJson.Default.PauseContainer),
            Of("container.unpause", ContractsJson.Default.UnpauseContainer),
            Of("container.remove", ContractsJson.Default.RemoveContainer),
            Of("container.rename", ContractsJson.Default.RenameContainer),
            Of("container.update", ContractsJson.Default.UpdateContainer),
            Of("container.wait", ContractsJson.Default.WaitContainer),
            Of("container.resize", ContractsJson.Default.ResizeContainer),
            Of("container.list", ContractsJson.Default.ListContainers),
            Of("container.inspect", ContractsJson.Default.InspectContainer),
            Of("container.top", ContractsJson.Default.ListProcesses),
            Of("container.diff", ContractsJson.Default.DiffContainer),
            Of("container.attach", ContractsJson.Default.AttachContainer),
            Of("container.logs", ContractsJson.Default.ReadLogs),
            Of("container.copy-from", ContractsJson.Default.CopyFromContainer),
            Of("container.copy-to", ContractsJson.Default.CopyToContainer),
            Of("container.stat-path", ContractsJson.Default.StatPath),
            Of("container.created", ContractsJson.Default.ContainerCreated),
            Of("container.updated", ContractsJson.Default.ContainerUpdated),
            Of("container.waited", ContractsJson.Default.ContainerWaited),
            Of("container.listed", ContractsJson.Default.ContainerList),
            Of("container.inspected", ContractsJson.Default.ContainerInspection),
            Of("container.processes", ContractsJson.Default.ProcessTable),
            Of("container.changes", ContractsJson.Default.FileChanges),
            Of("container.path", ContractsJson.Default.PathStat),
            Of("stream.position", ContractsJson.Default.StreamPosition),
            Of("stream.notice", ContractsJson.Default.StreamNotice),
            Of("stream.ended", ContractsJson.Default.StreamEnded),
            Of("exec.start", ContractsJson.Default.StartExec),
            Of("exec.resize", ContractsJson.Default.ResizeExec),
            Of("exec.inspect", ContractsJson.Default.InspectExec),
            Of("exec.started", ContractsJson.Default.ExecStarted),
            Of("exec.ended", ContractsJson.Default.ExecEnded),
            Of("exec.inspected", ContractsJson.Default.ExecInspection),
            Of("image.list", ContractsJson.Default.ListImages),
            Of("image.inspect", ContractsJson.Default.InspectImage),
            Of("image.load", ContractsJson.Default.LoadImage),
            Of("image.import", ContractsJson.Default.ImportImage),
            Of("image.remove", ContractsJson.Default.RemoveImage),
            Of("image.pull", ContractsJson.Default.PullImage),
            Of("image.listed", ContractsJson.Default.ImageList),
            Of("image.inspected", ContractsJson.Default.ImageInspection),
            Of("image.loaded", ContractsJson.Default.ImagesLoaded),
            Of("image.removed", ContractsJson.Default.ImageRemoved),
            Of("snapshot.prepare", ContractsJson.Default.PrepareSnapshot),
            Of("snapshot.prepared", ContractsJson.Default.SnapshotPrepared),
            Of("snapshot.remove", ContractsJson.Default.RemoveSnapshot),
            Of("snapshot.find", ContractsJson.Default.FindSnapshot),
            Of("events.subscribe", ContractsJson.Default.SubscribeEvents),
            Of("events.event", ContractsJson.Default.EngineEvent),
            Of("events.publish", ContractsJson.Default.PublishEvent),
            Of("stats.get", ContractsJson.Default.GetStats),
            Of("stats.snapshot", ContractsJson.Default.StatsSnapshot),
            Of("system.info", ContractsJson.Default.GetInfo),
            Of("system.info-is", ContractsJson.Default.EngineInfo),
            Of("system.version", ContractsJson.Default.GetVersion),
            Of("system.version-is", ContractsJson.Default.EngineVersion),
            Of("system.tree", ContractsJson.Default.GetActorTree),
            Of("system.tree-is", ContractsJson.Default.ActorTree),
            Of("done", ContractsJson.Default.Done),
            Of("fault", ContractsJson.Default.Fault),
        ];

        private static MessageType Of<T>(string manifest, JsonTypeInfo<T> json) => new(manifest, typeof(T), json);
    }
}
