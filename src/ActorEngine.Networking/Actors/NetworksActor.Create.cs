using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Networking;

/// <summary>Networks come and go.</summary>
public sealed partial class NetworksActor
{
    private void OnCreate(CreateNetwork create)
    {
        if (DriverOptions.WantsSix(create)) create = create with { Ipv6 = true };
        (_, Fault? fault) = CreationRules.Read(create, state, tag, settings, Now);
        if (fault is not null)
        {
            Sender.Tell(fault);
            return;
        }

        IActorRef asker = Sender;
        HostReadAsync(create, asker).PipeTo(Self, Self, read => read, failure => new RoutesRead(create, asker, [], "", failure));
    }

    private async Task<RoutesRead> HostReadAsync(CreateNetwork create, IActorRef asker) => create.Driver == "cni"
        ? new RoutesRead(create, asker, [], await kernel.ConfigurationAsync(DriverOptions.ListOf(create)).ConfigureAwait(false), null)
        : new RoutesRead(create, asker, await kernel.RoutesAsync().ConfigureAwait(false), "", null);

    private void OnRoutesRead(RoutesRead message)
    {
        // Judged again: another network may have come in between.
        (NetworkRecord? network, Fault? fault) = CreationRules.Read(message.Create, state, tag, settings, Now);
        if (message.Failure is { } failure) fault ??= NetworkFaults.From(failure, $"Making network {message.Create.Name}");
        if (fault is null) (network, fault) = SubnetPlan.Complete(network!, message.Create.Ipv6, settings, [.. message.Routes, .. state.Networks.Values.SelectMany(other => other.Blocks)]);
        if (fault is not null || network is null)
        {
            message.Asker.Tell(fault!);
            return;
        }

        network = network with { Configuration = message.Configuration };
        IActorRef asker = message.Asker;
        Record(new NetworkMadeEvent(network), asker.Tell, () =>
            kernel.AddNetworkAsync(state, network).PipeTo(Self, Self, () => new NetworkEnded(network, asker, null), problem => new NetworkEnded(network, asker, problem)));
    }

    private void OnNetworkEnded(NetworkEnded ended)
    {
        if (ended.Failure is null)
        {
            Publish("create", ended.Network);
            ended.Asker.Tell(new NetworkCreated(ended.Network.Id, ended.Network.Name));
            return;
        }

        Fault fault = NetworkFaults.From(ended.Failure, $"Making network {ended.Network.Name}");
        Drop(ended.Network, _ => ended.Asker.Tell(fault), () => ended.Asker.Tell(fault));
    }

    private void OnRemove(RemoveNetwork remove)
    {
        if (state.Find(remove.Network.Value) is not { } network)
        {
            Sender.Tell(NetworkViews.Modes.Any(mode => mode.Name == remove.Network.Value) ? BuiltIn(remove.Network.Value) : NetworkRules.Missing(remove.Network.Value));
            return;
        }

        if (Unremovable(network) is { } fault)
        {
            Sender.Tell(fault);
            return;
        }

        IActorRef asker = Sender;
        Drop(network, asker.Tell, () =>
        {
            Publish("destroy", network);
            asker.Tell(new Done());
        });
    }

    private void OnPrune(PruneNetworks prune)
    {
        List<Func<NetworkInspection, bool>> tests = [];
        foreach (Filter filter in prune.Filters)
        {
            if (NetworkViews.PruneTest(filter, Now) is not { } test)
            {
                Sender.Tell(new Fault(FaultCode.InvalidArgument, $"{filter.Key}={filter.Value} is no filter of prune; use label, label! or until.") { Field = "filters" });
                return;
            }

            tests.Add(test);
        }

        NetworkRecord[] unused = [.. state.Networks.Values.Where(network =>
            Unremovable(network) is null && tests.TrueForAll(test => test(NetworkViews.Of(network, state, services.Projection.NameOf)))).OrderBy(network => network.Name, StringComparer.Ordinal)];
        IActorRef asker = Sender;
        var answer = new NetworksPruned([.. unused.Select(network => network.Name)]);
        if (unused.Length == 0)
        {
            asker.Tell(answer);
            return;
        }

        Record([.. unused.Select(network => new NetworkRemovedEvent(network.Id))], asker.Tell, () =>
        {
            foreach (NetworkRecord network in unused)
            {
                Publish("destroy", network);
                Watch(kernel.RemoveNetworkAsync(state, network), $"Removing network {network.Name}");
            }

            asker.Tell(answer);
        });
    }

    private void Drop(NetworkRecord network, Action<Fault> refused, Action then) => Record(new NetworkRemovedEvent(network.Id), refused, () =>
    {
        turns.Forget(network.Id);
        Watch(kernel.RemoveNetworkAsync(state, network), $"Removing network {network.Name}");
        then();
    });

    private Fault? Unremovable(NetworkRecord network)
    {
        if (network.BuiltIn) return BuiltIn(network.Name);
        string[] users = [.. state.EndpointsOf(network.Id).Select(found => services.Projection.NameOf(found.Attachment.Container)).Take(5)];
        return users.Length == 0
            ? null
            : new Fault(FaultCode.Conflict, $"error while removing network: network {network.Name} has active endpoints ({string.Join(", ", users)}); stop or disconnect them first.");
    }

    private static Fault BuiltIn(string name) => new(FaultCode.PermissionDenied, $"{name} is a pre-defined network and cannot be removed.");

    private sealed record RoutesRead(CreateNetwork Create, IActorRef Asker, IReadOnlyList<Subnet> Routes, string Configuration, Exception? Failure);

    private sealed record NetworkEnded(NetworkRecord Network, IActorRef Asker, Exception? Failure);
}
