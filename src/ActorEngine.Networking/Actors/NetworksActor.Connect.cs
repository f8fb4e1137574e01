using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Networking;

/// <summary>Networks that containers are given and lose after their creation, also while they run.</summary>
public sealed partial class NetworksActor
{
    private void OnConnect(ConnectNetwork connect)
    {
        (ContainerView? view, NetworkRecord? network, Fault? fault) = Subjects(connect.Network, connect.Container);
        if (fault is null && NetworkRules.Check(connect.Endpoint, network!) is { } refused) fault = refused;
        if (fault is null && IsIn(view!, network!))
            fault = new Fault(FaultCode.Conflict, $"Container {view!.Summary.Name} is in network {network!.Name} already.");
        if (fault is not null)
        {
            Sender.Tell(fault);
            return;
        }

        ContainerId id = view!.Id;
        Membership old = MembershipOf(id);
        bool given = IsGiven(view, network!) && connect.Endpoint.IsPlain;
        // As with Docker, one that comes back to its own network has the hardware address there that it was made with, unless another is asked for.
        if (IsMain(view, network!) && connect.Endpoint.MacAddress is null or "") connect = connect with { Endpoint = connect.Endpoint with { MacAddress = view.Inspection.Settings.Endpoint.MacAddress } };
        Membership now = old with
        {
            Disconnected = given ? [.. old.Disconnected.Where(known => known != network!.Id)] : old.Disconnected,
            Connected = given ? old.Connected : [.. old.Connected, new ConnectedNetwork(network!.Id, connect.Endpoint)],
        };
        if (state.AttachmentOf(id) is not { } attachment)
        {
            Settle(now, Sender);
            return;
        }

        (Endpoint? endpoint, fault) = AttachmentPlan.Join(state, tag, network!, connect.Endpoint, id, AttachmentPlan.FreeNumber(attachment), turns);
        if (endpoint is null) Sender.Tell(fault!);
        else Change(old, now, attachment, attachment with { Endpoints = [.. attachment.Endpoints, endpoint] }, Sender, "connect", network!);
    }

    private void OnDisconnect(DisconnectNetwork disconnect)
    {
        (ContainerView? view, NetworkRecord? network, Fault? fault) = Subjects(disconnect.Network, disconnect.Container);
        if (fault is null && !IsIn(view!, network!))
            fault = new Fault(FaultCode.NotFound, $"Container {view!.Summary.Name} is not in network {network!.Name}.");
        if (fault is not null)
        {
            Sender.Tell(disconnect.Force && view is null && network is not null ? new Done() : fault);
            return;
        }

        ContainerId id = view!.Id;
        Membership old = MembershipOf(id);
        bool given = IsGiven(view, network!);
        Membership now = old with
        {
            Connected = [.. old.Connected.Where(known => known.Network != network!.Id)],
            Disconnected = given && !old.Disconnected.Contains(network!.Id) ? [.. old.Disconnected, network.Id] : old.Disconnected,
        };
        if (state.AttachmentOf(id) is not { } attachment) Settle(now, Sender);
        else Change(old, now, attachment, attachment with { Endpoints = [.. attachment.Endpoints.Where(endpoint => endpoint.Network != network!.Id)] }, Sender, "disconnect", network!);
    }

    private void Settle(Membership membership, IActorRef asker) => Record(new MembershipEvent(membership), asker.Tell, () => asker.Tell(new Done()));

    private void Change(Membership old, Membership now, Attachment before, Attachment after, IActorRef asker, string action, NetworkRecord network) =>
        Record([new MembershipEvent(now), new AttachedEvent(after)], asker.Tell, () =>
        {
            Name();
            kernel.ChangeAsync(state, before, after).PipeTo(Self, Self,
                made => new ChangeEnded(old, before, made, asker, action, network, null), failure => new ChangeEnded(old, before, after, asker, action, network, failure));
        });

    private void OnChangeEnded(ChangeEnded ended)
    {
        if (ended.Failure is null)
        {
            void Answer()
            {
                Publish(ended.Action, ended.Network, ended.After.Container);
                ended.Asker.Tell(new Done());
            }

            // What CNI plugins gave is known only now.
            if (state.AttachmentOf(ended.After.Container) is not { } known || known.Run != ended.After.Run || known.Endpoints.SequenceEqual(ended.After.Endpoints)) Answer();
            else Record(new AttachedEvent(ended.After), ended.Asker.Tell, Answer);
            return;
        }

        Fault fault = NetworkFaults.From(ended.Failure, $"{(ended.Action == "connect" ? "Connecting to" : "Disconnecting from")} network {ended.Network.Name}");
        // A container that ended meanwhile has nothing to be put back.
        bool there = state.AttachmentOf(ended.After.Container)?.Run == ended.After.Run;
        Record([new MembershipEvent(ended.Old), .. there ? (INetworkEvent[])[new AttachedEvent(ended.Before)] : []], ended.Asker.Tell, () =>
        {
            Name();
            if (there) Watch(kernel.ChangeAsync(state, ended.After, ended.Before), "Putting a container's networks back");
            ended.Asker.Tell(fault);
        });
    }

    private (ContainerView? View, NetworkRecord? Network, Fault? Fault) Subjects(NetworkReference reference, ContainerReference container)
    {
        NetworkRecord? network = state.Find(reference.Value);
        if (network is null)
        {
            bool mode = NetworkViews.Modes.Any(known => known.Name == reference.Value);
            return (null, null, mode ? new Fault(FaultCode.Conflict, $"'{reference}' is no network that a container can be connected to after its creation.") : NetworkRules.Missing(reference.Value));
        }

        (ContainerView? view, Fault? fault) = services.FindContainer(container);
        if (view is null) return (null, network, fault);
        string own = view.Inspection.Settings.Network;
        bool lent = own is "host" or "none" || own.StartsWith("container:", StringComparison.Ordinal);
        return (view, network, lent ? new Fault(FaultCode.Conflict, $"Container {view.Summary.Name} was made with --network {own}; its networks cannot be changed.") : null);
    }

    private Membership MembershipOf(ContainerId id) => state.Memberships.GetValueOrDefault(id.Value) ?? new Membership(id);

    private bool IsGiven(ContainerView view, NetworkRecord network) => state.Given(view.Inspection.Settings).Any(given => given.Network.Id == network.Id);

    private bool IsMain(ContainerView view, NetworkRecord network) => state.Find(view.Inspection.Settings.Network)?.Id == network.Id;

    private bool IsIn(ContainerView view, NetworkRecord network) => state.AttachmentOf(view.Id) is { } attachment
        ? attachment.Endpoints.Any(endpoint => endpoint.Network == network.Id)
        : state.Wanted(view.Id, view.Inspection.Settings).Any(wanted => wanted.Network.Id == network.Id);

    private sealed record ChangeEnded(Membership Old, Attachment Before, Attachment After, IActorRef Asker, string Action, NetworkRecord Network, Exception? Failure);
}
