using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>Who may use the engine: root, its own user, and members of one group.</summary>
internal sealed class Authorization(string group, uint? groupId, uint ownUser)
{
    /// <summary>Looks the group up on this host.</summary>
    public static Authorization ForGroup(string group) => new(group, UserDatabase.FindGroup(group)?.GroupId, Users.Effective);

    /// <summary>The group's id; null where the host has no such group.</summary>
    public uint? GroupId => groupId;

    /// <summary>Null where the peer may; else what to answer to anything it asks.</summary>
    public Fault? Check(PeerIdentity peer) =>
        peer.User == 0 || peer.User == ownUser || (groupId is { } id && peer.IsMemberOf(id))
            ? null
            : new Fault(FaultCode.PermissionDenied, $"User {peer.User} may not use this engine; become a member of the group '{group}', or use sudo.");

    /// <summary>True for root and the user that the engine itself acts as: whom a gateway of it may be.</summary>
    public bool IsEngine(PeerIdentity peer) => peer.User == 0 || peer.User == ownUser;

    private static class Users
    {
        /// <summary>The user this process acts as (proc_pid_status(5): real, effective, saved, file system).</summary>
        public static uint Effective { get; } = uint.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2]);
    }
}
