using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace ActorEngine.Contracts;

/// <summary>A message type and its name on the wire and in the journal.</summary>
/// <param name="Manifest">Short, stable, never reused.</param>
/// <param name="Type">The record.</param>
/// <param name="CreateJson">Gives the compile-time JSON metadata; called when the type is first used, so that a start does not pay for types that are not.</param>
public sealed record MessageType(string Manifest, Type Type, Func<JsonTypeInfo> CreateJson)
{
    private JsonTypeInfo? json;

    /// <summary>Compile-time JSON metadata.</summary>
    public JsonTypeInfo Json => json ??= CreateJson();
}

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
            Of("container.create", static () => ContractsJson.Default.CreateContainer),
            Of("container.start", static () => ContractsJson.Default.StartContainer),
            Of("container.stop", static () => ContractsJson.Default.StopContainer),
            Of("container.restart", static () => ContractsJson.Default.RestartContainer),
            Of("container.kill", static () => ContractsJson.Default.KillContainer),
            Of("container.pause", static () => ContractsJson.Default.PauseContainer),
            Of("container.unpause", static () => ContractsJson.Default.UnpauseContainer),
            Of("container.remove", static () => ContractsJson.Default.RemoveContainer),
            Of("container.rename", static () => ContractsJson.Default.RenameContainer),
            Of("container.update", static () => ContractsJson.Default.UpdateContainer),
            Of("container.wait", static () => ContractsJson.Default.WaitContainer),
            Of("container.resize", static () => ContractsJson.Default.ResizeContainer),
            Of("container.list", static () => ContractsJson.Default.ListContainers),
            Of("container.inspect", static () => ContractsJson.Default.InspectContainer),
            Of("container.top", static () => ContractsJson.Default.ListProcesses),
            Of("container.diff", static () => ContractsJson.Default.DiffContainer),
            Of("container.attach", static () => ContractsJson.Default.AttachContainer),
            Of("container.logs", static () => ContractsJson.Default.ReadLogs),
            Of("container.copy-from", static () => ContractsJson.Default.CopyFromContainer),
            Of("container.copy-to", static () => ContractsJson.Default.CopyToContainer),
            Of("container.stat-path", static () => ContractsJson.Default.StatPath),
            Of("container.created", static () => ContractsJson.Default.ContainerCreated),
            Of("container.updated", static () => ContractsJson.Default.ContainerUpdated),
            Of("container.wait.registered", static () => ContractsJson.Default.WaitRegistered),
            Of("container.waited", static () => ContractsJson.Default.ContainerWaited),
            Of("container.listed", static () => ContractsJson.Default.ContainerList),
            Of("container.inspected", static () => ContractsJson.Default.ContainerInspection),
            Of("container.processes", static () => ContractsJson.Default.ProcessTable),
            Of("container.changes", static () => ContractsJson.Default.FileChanges),
            Of("container.path", static () => ContractsJson.Default.PathStat),
            Of("stream.position", static () => ContractsJson.Default.StreamPosition),
            Of("stream.notice", static () => ContractsJson.Default.StreamNotice),
            Of("stream.ended", static () => ContractsJson.Default.StreamEnded),
            Of("exec.create", static () => ContractsJson.Default.CreateExec),
            Of("exec.created", static () => ContractsJson.Default.ExecCreated),
            Of("exec.start", static () => ContractsJson.Default.StartExec),
            Of("exec.resize", static () => ContractsJson.Default.ResizeExec),
            Of("exec.inspect", static () => ContractsJson.Default.InspectExec),
            Of("exec.started", static () => ContractsJson.Default.ExecStarted),
            Of("exec.ended", static () => ContractsJson.Default.ExecEnded),
            Of("exec.inspected", static () => ContractsJson.Default.ExecInspection),
            Of("image.list", static () => ContractsJson.Default.ListImages),
            Of("image.inspect", static () => ContractsJson.Default.InspectImage),
            Of("image.load", static () => ContractsJson.Default.LoadImage),
            Of("image.import", static () => ContractsJson.Default.ImportImage),
            Of("image.remove", static () => ContractsJson.Default.RemoveImage),
            Of("image.pull", static () => ContractsJson.Default.PullImage),
            Of("container.commit", static () => ContractsJson.Default.CommitContainer),
            Of("image.tag", static () => ContractsJson.Default.TagImage),
            Of("image.save", static () => ContractsJson.Default.SaveImages),
            Of("container.export", static () => ContractsJson.Default.ExportContainer),
            Of("image.history", static () => ContractsJson.Default.GetImageHistory),
            Of("image.history-is", static () => ContractsJson.Default.ImageHistory),
            Of("image.search", static () => ContractsJson.Default.SearchImages),
            Of("system.usage", static () => ContractsJson.Default.GetDiskUsage),
            Of("system.usage-is", static () => ContractsJson.Default.DiskUsage),
            Of("image.prune", static () => ContractsJson.Default.PruneImages),
            Of("image.pruned", static () => ContractsJson.Default.ImagesPruned),
            Of("container.prune", static () => ContractsJson.Default.PruneContainers),
            Of("container.pruned", static () => ContractsJson.Default.ContainersPruned),
            Of("system.prune", static () => ContractsJson.Default.PruneSystem),
            Of("system.pruned", static () => ContractsJson.Default.SystemPruned),
            Of("build.prune", static () => ContractsJson.Default.PruneBuildCache),
            Of("build.pruned", static () => ContractsJson.Default.BuildCachePruned),
            Of("build.outline", static () => ContractsJson.Default.BuildOutline),
            Of("image.verify", static () => ContractsJson.Default.VerifyImages),
            Of("image.verified", static () => ContractsJson.Default.ImagesVerified),
            Of("image.listed", static () => ContractsJson.Default.ImageList),
            Of("image.inspected", static () => ContractsJson.Default.ImageInspection),
            Of("image.loaded", static () => ContractsJson.Default.ImagesLoaded),
            Of("image.removed", static () => ContractsJson.Default.ImageRemoved),
            Of("image.push", static () => ContractsJson.Default.PushImage),
            Of("transfer.began", static () => ContractsJson.Default.TransferBegan),
            Of("transfer.progress", static () => ContractsJson.Default.TransferProgress),
            Of("image.pushed", static () => ContractsJson.Default.ImagesPushed),
            Of("registry.login", static () => ContractsJson.Default.LoginRegistry),
            Of("registry.logout", static () => ContractsJson.Default.LogoutRegistry),
            Of("registry.logins", static () => ContractsJson.Default.ListLogins),
            Of("registry.tags", static () => ContractsJson.Default.ListTags),
            Of("registry.repositories", static () => ContractsJson.Default.ListRepositories),
            Of("registry.manifest", static () => ContractsJson.Default.GetManifest),
            Of("registry.referrers", static () => ContractsJson.Default.ListReferrers),
            Of("registry.delete", static () => ContractsJson.Default.DeleteManifest),
            Of("registry.fetch", static () => ContractsJson.Default.FetchBlob),
            Of("registry.push-blob", static () => ContractsJson.Default.PushBlob),
            Of("registry.put-manifest", static () => ContractsJson.Default.PutManifest),
            Of("registry.logged-in", static () => ContractsJson.Default.RegistryLoggedIn),
            Of("registry.logins-are", static () => ContractsJson.Default.LoginList),
            Of("registry.tags-are", static () => ContractsJson.Default.TagList),
            Of("registry.repositories-are", static () => ContractsJson.Default.RepositoryList),
            Of("registry.manifest-is", static () => ContractsJson.Default.RegistryManifest),
            Of("registry.referrers-are", static () => ContractsJson.Default.ReferrerList),
            Of("registry.blob-pushed", static () => ContractsJson.Default.BlobPushed),
            Of("registry.manifest-put", static () => ContractsJson.Default.ManifestPut),
            Of("registry.deleted", static () => ContractsJson.Default.ManifestDeleted),
            Of("snapshot.prepare", static () => ContractsJson.Default.PrepareSnapshot),
            Of("snapshot.prepared", static () => ContractsJson.Default.SnapshotPrepared),
            Of("snapshot.remove", static () => ContractsJson.Default.RemoveSnapshot),
            Of("snapshot.find", static () => ContractsJson.Default.FindSnapshot),
            Of("build.image", static () => ContractsJson.Default.BuildImage),
            Of("build.step", static () => ContractsJson.Default.BuildStep),
            Of("build.output", static () => ContractsJson.Default.BuildOutput),
            Of("build.context-wanted", static () => ContractsJson.Default.ContextWanted),
            Of("build.context-sent", static () => ContractsJson.Default.ContextSent),
            Of("build.agent-request", static () => ContractsJson.Default.AgentRequest),
            Of("build.agent-reply", static () => ContractsJson.Default.AgentReply),
            Of("build.credentials-wanted", static () => ContractsJson.Default.CredentialsWanted),
            Of("build.credentials-given", static () => ContractsJson.Default.CredentialsGiven),
            Of("build.built", static () => ContractsJson.Default.ImageBuilt),
            Of("network.create", static () => ContractsJson.Default.CreateNetwork),
            Of("network.list", static () => ContractsJson.Default.ListNetworks),
            Of("network.inspect", static () => ContractsJson.Default.InspectNetwork),
            Of("network.remove", static () => ContractsJson.Default.RemoveNetwork),
            Of("network.prune", static () => ContractsJson.Default.PruneNetworks),
            Of("network.connect", static () => ContractsJson.Default.ConnectNetwork),
            Of("network.disconnect", static () => ContractsJson.Default.DisconnectNetwork),
            Of("network.created", static () => ContractsJson.Default.NetworkCreated),
            Of("network.listed", static () => ContractsJson.Default.NetworkList),
            Of("network.inspected", static () => ContractsJson.Default.NetworkInspection),
            Of("network.pruned", static () => ContractsJson.Default.NetworksPruned),
            Of("volume.create", static () => ContractsJson.Default.CreateVolume),
            Of("volume.list", static () => ContractsJson.Default.ListVolumes),
            Of("volume.inspect", static () => ContractsJson.Default.InspectVolume),
            Of("volume.remove", static () => ContractsJson.Default.RemoveVolume),
            Of("volume.prune", static () => ContractsJson.Default.PruneVolumes),
            Of("volume.inspected", static () => ContractsJson.Default.VolumeInspection),
            Of("volume.listed", static () => ContractsJson.Default.VolumeList),
            Of("volume.pruned", static () => ContractsJson.Default.VolumesPruned),
            Of("project.run", static () => ContractsJson.Default.RunProject),
            Of("project.start", static () => ContractsJson.Default.StartProject),
            Of("project.stop", static () => ContractsJson.Default.StopProject),
            Of("project.remove", static () => ContractsJson.Default.RemoveProject),
            Of("project.list", static () => ContractsJson.Default.ListProjects),
            Of("project.inspect", static () => ContractsJson.Default.InspectProject),
            Of("project.listed", static () => ContractsJson.Default.ProjectList),
            Of("project.inspected", static () => ContractsJson.Default.ProjectInspection),
            Of("project.step", static () => ContractsJson.Default.ProjectStep),
            Of("events.subscribe", static () => ContractsJson.Default.SubscribeEvents),
            Of("events.event", static () => ContractsJson.Default.EngineEvent),
            Of("events.cursor", static () => ContractsJson.Default.EventCursor),
            Of("events.publish", static () => ContractsJson.Default.PublishEvent),
            Of("stats.get", static () => ContractsJson.Default.GetStats),
            Of("stats.snapshot", static () => ContractsJson.Default.StatsSnapshot),
            Of("system.info", static () => ContractsJson.Default.GetInfo),
            Of("system.info-is", static () => ContractsJson.Default.EngineInfo),
            Of("system.version", static () => ContractsJson.Default.GetVersion),
            Of("system.version-is", static () => ContractsJson.Default.EngineVersion),
            Of("system.tree", static () => ContractsJson.Default.GetActorTree),
            Of("system.tree-is", static () => ContractsJson.Default.ActorTree),
            Of("nodes.select", static () => ContractsJson.Default.SelectNode),
            Of("gateway.act-for", static () => ContractsJson.Default.ActFor),
            Of("gateway.configuration", static () => ContractsJson.Default.GetGatewayConfiguration),
            Of("gateway.configured", static () => ContractsJson.Default.GatewayConfiguration),
            Of("nodes.list", static () => ContractsJson.Default.ListNodes),
            Of("nodes.listed", static () => ContractsJson.Default.NodeList),
            Of("session.open", static () => ContractsJson.Default.OpenSession),
            Of("session.challenge", static () => ContractsJson.Default.SessionChallenge),
            Of("session.prove", static () => ContractsJson.Default.ProveSession),
            Of("session.opened", static () => ContractsJson.Default.SessionOpened),
            Of("done", static () => ContractsJson.Default.Done),
            Of("fault", static () => ContractsJson.Default.Fault),
        ];

        private static MessageType Of<T>(string manifest, Func<JsonTypeInfo<T>> json) => new(manifest, typeof(T), json);
    }
}
