using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Watches actors of other systems in the place of local ones: one watch for each watched actor, heartbeats to each watched
/// system, and the end of all its watches when a system does not answer any more.
/// </summary>
public partial class RemoteWatcher : UntypedActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected readonly ILoggingAdapter Log = Context.GetLogger();
    protected readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> Watching = [];
    protected readonly Dictionary<Address, HashSet<IInternalActorRef>> WatcheeByNodes = [];

    private readonly IFailureDetectorRegistry<Address> _failureDetector;
    private readonly TimeSpan _firstAnswerExpectedAfter;
    private readonly IRemoteActorRefProvider _provider;
    private readonly HeartbeatRsp _answer = new(AddressUidExtension.Uid(Context.System));
    private readonly Dictionary<Address, int> _uids = [];
    private readonly ICancelable _heartbeats;
    private readonly ICancelable _reaping;

    public RemoteWatcher(IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter)
    {
        _failureDetector = failureDetector;
        _firstAnswerExpectedAfter = heartbeatExpectedResponseAfter;
        _provider = ((ExtendedActorSystem)Context.System).Provider as IRemoteActorRefProvider
            ?? throw new ConfigurationException($"ActorSystem {Context.System} needs akka.actor.provider = remote to watch actors of other systems.");
        var scheduler = Context.System.Scheduler;
        _heartbeats = scheduler.ScheduleTellRepeatedlyCancelable(heartbeatInterval, heartbeatInterval, Self, HeartbeatTick.Instance, Self);
        _reaping = scheduler.ScheduleTellRepeatedlyCancelable(unreachableReaperInterval, unreachableReaperInterval, Self, ReapUnreachableTick.Instance, Self);
    }

    protected ICollection<Address> WatchingNodes => WatcheeByNodes.Keys;

    protected HashSet<Address> Unreachable { get; } = [];

    public static Props Props(IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter) =>
        Actor.Props.Create(() => new RemoteWatcher(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter));

    protected override void PostStop()
    {
        base.PostStop();
        _heartbeats.Cancel();
        _reaping.Cancel();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HeartbeatTick:
                SendHeartbeats();
                break;
            case Heartbeat:
                Sender.Tell(_answer);
                break;
            case HeartbeatRsp answer:
                OnHeartbeatAnswer(answer.AddressUid);
                break;
            case ReapUnreachableTick:
                ReapUnreachable();
                break;
            case ExpectedFirstHeartbeat first:
                OnFirstHeartbeatExpected(first.From);
                break;
            case WatchRemote watch:
                AddWatching(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated terminated:
                OnTerminated((IInternalActorRef)terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated);
                break;
            case Stats:
                Sender.Tell(CurrentStats());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected virtual void PublishAddressTerminated(Address address) => AddressTerminatedTopic.Get(Context.System).Publish(new AddressTerminated(address));

    protected virtual void Quarantine(Address address, int? addressUid) => _provider.Quarantine(address, addressUid);

    private void SendHeartbeats()
    {
        foreach (var address in WatchingNodes)
        {
            if (Unreachable.Contains(address))
                continue;

            // Somebody who never answers must be noticed as well: after a while the detector is started without an answer.
            if (!_failureDetector.IsMonitoring(address))
                Context.System.Scheduler.ScheduleTellOnce(_firstAnswerExpectedAfter, Self, new ExpectedFirstHeartbeat(address), Self);
            Context.ActorSelection(new RootActorPath(address) / Self.Path.Elements).Tell(Heartbeat.Instance);
        }
    }

    private void OnHeartbeatAnswer(int uid)
    {
        var from = Sender.Path.Address;
        if (!WatcheeByNodes.ContainsKey(from) || Unreachable.Contains(from))
            return;
        if (!_uids.TryGetValue(from, out var known) || known != uid)
            WatchAgain(from);
        _uids[from] = uid;
        _failureDetector.Heartbeat(from);
    }

    private void OnFirstHeartbeatExpected(Address address)
    {
        if (WatcheeByNodes.ContainsKey(address) && !_failureDetector.IsMonitoring(address))
            _failureDetector.Heartbeat(address);
    }

    private void ReapUnreachable()
    {
        foreach (var address in WatchingNodes.Where(a => !Unreachable.Contains(a) && !_failureDetector.IsAvailable(a)).ToArray())
        {
            Log.Warning("Detected unreachable: [{0}]", address);
            Quarantine(address, _uids.TryGetValue(address, out var uid) ? uid : null);
            PublishAddressTerminated(address);
            Unreachable.Add(address);
        }
    }

    private void OnTerminated(IInternalActorRef watchee, bool existenceConfirmed, bool addressTerminated)
    {
        // When the whole system is gone, each watcher hears of that by itself.
        if (!addressTerminated && Watching.TryGetValue(watchee, out var watchers))
        {
            foreach (var watcher in watchers)
                watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed, addressTerminated));
        }

        RemoveWatchee(watchee);
    }

    // A system that has been restarted, or answers for the first time, may have missed the watches.
    private void WatchAgain(Address address)
    {
        var self = (IInternalActorRef)Self;
        foreach (var watchee in WatcheeByNodes[address])
            watchee.SendSystemMessage(new Watch(watchee, self));
    }
}
