using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Remote;

public partial class RemoteWatcher
{
    /// <summary>A watch, or its end, on its way to the remote watcher.</summary>
    public abstract class WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        public IInternalActorRef Watchee { get; } = watchee;

        public IInternalActorRef Watcher { get; } = watcher;
    }

    public sealed class WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    public sealed class UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>Are you there?</summary>
    public sealed class Heartbeat
    {
        private Heartbeat()
        {
        }

        public static Heartbeat Instance { get; } = new();
    }

    /// <summary>I am, in this incarnation.</summary>
    public class HeartbeatRsp(int addressUid)
    {
        public int AddressUid { get; } = addressUid;
    }

    public class HeartbeatTick
    {
        private HeartbeatTick()
        {
        }

        public static HeartbeatTick Instance { get; } = new();
    }

    public class ReapUnreachableTick
    {
        private ReapUnreachableTick()
        {
        }

        public static ReapUnreachableTick Instance { get; } = new();
    }

    public sealed class ExpectedFirstHeartbeat(Address from)
    {
        public Address From { get; } = from;
    }

    /// <summary>Who is watched; sent to the watcher, it asks for the current ones.</summary>
    public sealed class Stats(int watching, int watchingNodes, ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs, ImmutableHashSet<Address> watchingAddresses)
    {
        public static Stats Empty = Counts(0, 0);

        public Stats(int watching, int watchingNodes)
            : this(watching, watchingNodes, [], [])
        {
        }

        public int Watching { get; } = watching;

        public int WatchingNodes { get; } = watchingNodes;

        public ImmutableHashSet<(IActorRef, IActorRef)> WatchingRefs { get; } = watchingRefs;

        public ImmutableHashSet<Address> WatchingAddresses { get; } = watchingAddresses;

        public static Stats Counts(int watching, int watchingNodes) => new(watching, watchingNodes);

        public Stats Copy(int watching, int watchingNodes, ImmutableHashSet<(IActorRef, IActorRef)>? watchingRefs = null, ImmutableHashSet<Address>? watchingAddresses = null) =>
            new(watching, watchingNodes, watchingRefs ?? WatchingRefs, watchingAddresses ?? WatchingAddresses);

        public override bool Equals(object? obj) => obj is Stats other && Watching == other.Watching && WatchingNodes == other.WatchingNodes;

        public override int GetHashCode() => HashCode.Combine(Watching, WatchingNodes);

        public override string ToString() => $"Stats(watching={Watching}, watchingNodes={WatchingNodes})";
    }
}
