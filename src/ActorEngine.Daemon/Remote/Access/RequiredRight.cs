using System.Collections.Frozen;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>The right that each command and query asks of a remote subject. A test asserts that none is missing.</summary>
internal static class RequiredRight
{
    private static readonly FrozenDictionary<Type, Rights> Table = new Dictionary<Type, Rights>
    {
        [typeof(ListContainers)] = Rights.View,
        [typeof(InspectContainer)] = Rights.View,
        [typeof(ListProcesses)] = Rights.View,
        [typeof(DiffContainer)] = Rights.View,
        [typeof(WaitContainer)] = Rights.View,
        [typeof(ReadLogs)] = Rights.View,
        [typeof(AttachContainer)] = Rights.View,
        [typeof(SubscribeEvents)] = Rights.View,
        [typeof(GetStats)] = Rights.View,
        [typeof(GetInfo)] = Rights.View,
        [typeof(GetVersion)] = Rights.View,
        [typeof(GetActorTree)] = Rights.View,
        [typeof(ListNodes)] = Rights.View,
        [typeof(ListNetworks)] = Rights.View,
        [typeof(InspectNetwork)] = Rights.View,
        [typeof(ListImages)] = Rights.View,
        [typeof(InspectImage)] = Rights.View,
        [typeof(InspectExec)] = Rights.View,

        [typeof(StartContainer)] = Rights.Operate,
        [typeof(StopContainer)] = Rights.Operate,
        [typeof(RestartContainer)] = Rights.Operate,
        [typeof(KillContainer)] = Rights.Operate,
        [typeof(PauseContainer)] = Rights.Operate,
        [typeof(UnpauseContainer)] = Rights.Operate,
        [typeof(RenameContainer)] = Rights.Operate,
        [typeof(UpdateContainer)] = Rights.Operate,
        [typeof(ResizeContainer)] = Rights.Operate,

        [typeof(CreateExec)] = Rights.Execute,
        [typeof(StartExec)] = Rights.Execute,
        [typeof(ResizeExec)] = Rights.Execute,
        [typeof(CopyFromContainer)] = Rights.Execute,
        [typeof(CopyToContainer)] = Rights.Execute,
        [typeof(StatPath)] = Rights.Execute,

        [typeof(CreateContainer)] = Rights.Create,
        [typeof(RemoveContainer)] = Rights.Create,
        [typeof(CreateNetwork)] = Rights.Create,
        [typeof(RemoveNetwork)] = Rights.Create,
        [typeof(PruneNetworks)] = Rights.Create,
        [typeof(ConnectNetwork)] = Rights.Create,
        [typeof(DisconnectNetwork)] = Rights.Create,

        [typeof(ListVolumes)] = Rights.View,
        [typeof(InspectVolume)] = Rights.View,
        [typeof(CreateVolume)] = Rights.Create,
        [typeof(RemoveVolume)] = Rights.Create,
        [typeof(PruneVolumes)] = Rights.Create,

        // A project may ask for anything of the host; its parts are not looked through.
        [typeof(RunProject)] = Rights.Create | Rights.Host,
        [typeof(StartProject)] = Rights.Operate,
        [typeof(StopProject)] = Rights.Operate,
        [typeof(RemoveProject)] = Rights.Create,
        [typeof(ListProjects)] = Rights.View,
        [typeof(InspectProject)] = Rights.View,

        [typeof(BuildImage)] = Rights.Images | Rights.Create,
        [typeof(LoadImage)] = Rights.Images,
        [typeof(ImportImage)] = Rights.Images,
        [typeof(CommitContainer)] = Rights.Images | Rights.Execute,
        [typeof(GetDiskUsage)] = Rights.View,
        [typeof(PruneContainers)] = Rights.Create,
        [typeof(PruneSystem)] = Rights.Create | Rights.Images,
        [typeof(PruneImages)] = Rights.Images,
        [typeof(PruneBuildCache)] = Rights.Images,
        [typeof(VerifyImages)] = Rights.Images,
        [typeof(TagImage)] = Rights.Images,
        [typeof(SaveImages)] = Rights.Images,
        [typeof(SearchImages)] = Rights.Images,
        [typeof(GetImageHistory)] = Rights.View,
        [typeof(ExportContainer)] = Rights.Execute,
        [typeof(PullImage)] = Rights.Images,
        [typeof(PushImage)] = Rights.Images,
        [typeof(LoginRegistry)] = Rights.Images,
        [typeof(LogoutRegistry)] = Rights.Images,
        [typeof(ListLogins)] = Rights.Images,
        [typeof(ListTags)] = Rights.Images,
        [typeof(ListRepositories)] = Rights.Images,
        [typeof(GetManifest)] = Rights.Images,
        [typeof(ListReferrers)] = Rights.Images,
        [typeof(DeleteManifest)] = Rights.Images,
        [typeof(FetchBlob)] = Rights.Images,
        [typeof(PushBlob)] = Rights.Images,
        [typeof(PutManifest)] = Rights.Images,
        [typeof(RemoveImage)] = Rights.Images,
    }.ToFrozenDictionary();

    /// <summary>All rights that the message needs; null where remote subjects may not send it at all.</summary>
    public static Rights? Of(IMessage message) => Table.TryGetValue(message.GetType(), out var right)
        ? message switch
        {
            AttachContainer { Stdin: true } => right | Rights.Execute,
            StartExec { Settings.Privileged: true } or CreateExec { Settings.Privileged: true } => right | Rights.Host,
            BuildImage { AllowInsecure: true } or BuildImage { AllowHostNetwork: true } or BuildImage { Network: "host" } => right | Rights.Host,
            // Another container's network may be the host's.
            BuildImage build when build.Network.StartsWith("container:", StringComparison.Ordinal) => right | Rights.Host,
            BuildImage { CgroupParent: not (null or "") } or BuildImage { Ulimits.Count: > 0 } => right | Rights.Host,
            BuildImage build when HostAccess.Of(build.Limits) is not null => right | Rights.Host,
            UpdateContainer update when HostAccess.Of(update.Resources) is not null => right | Rights.Host,
            CreateContainer create when HostAccess.Of(create.Settings) is not null => right | Rights.Host,
            // A driver's options name devices and directories of the host.
            CreateVolume { Options.Count: > 0 } => right | Rights.Host,
            // Other drivers put containers on the host's own wires.
            CreateNetwork { Driver: not "bridge" } => right | Rights.Host,
            _ => right,
        }
        : null;

    internal static bool Knows(Type type) => Table.ContainsKey(type);
}
