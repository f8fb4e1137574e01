using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Networking;

/// <summary>The network of a run: before its start, and after its end.</summary>
public sealed partial class NetworksActor
{
    private void OnAttach(AttachNetworks request)
    {
        IActorRef asker = Sender;
        void Refuse(Fault fault) => asker.Tell(new NetworksRefused(request.Container, request.Run, fault));

        if (state.AttachmentOf(request.Container) is { } known)
        {
            if (known.Run == request.Run)
            {
                AttachInKernel(request, known, asker);
                return;
            }

            Detach(request.Container, known.Run, Refuse, () => OnAttach(request, asker, Refuse));
            return;
        }

        OnAttach(request, asker, Refuse);
    }

    private void OnAttach(AttachNetworks request, IActorRef asker, Action<Fault> refuse)
    {
        (Attachment? plan, Fault? fault) = AttachmentPlan.Make(state, tag, request, turns);
        if (plan is null)
        {
            refuse(fault!);
            return;
        }

        Endpoint? outward = state.Outward(plan);
        IReadOnlyList<PortMapping> wanted = outward is null || state.Network(outward) is { IsBridge: false, IsCni: false } ? [] : PortPlan.All(request.Settings, request.Image.ExposedPorts);
        var addresses = new HostAddresses(outward is null ? "" : state.Network(outward).HostAddress, outward is { Address6.Length: > 0 });
        (IReadOnlyList<PublishedPort> ports, fault) = PortPlan.Choose(wanted, addresses, wanted.Count == 0 ? [] : Held(), (settings.FirstPort, settings.LastPort), holder, ref nextPort);
        if (fault is not null)
        {
            Release(ports);
            refuse(fault);
            return;
        }

        plan = plan with { Ports = ports };
        Record(new AttachedEvent(plan), unwritten =>
        {
            Release(ports);
            refuse(unwritten);
        }, () => AttachInKernel(request, plan, asker));
    }

    private void AttachInKernel(AttachNetworks request, Attachment attachment, IActorRef asker)
    {
        Name();
        kernel.AttachAsync(state, attachment).PipeTo(Self, Self, made => new AttachEnded(request, asker, made, null), failure => new AttachEnded(request, asker, attachment, failure));
    }

    // Before the container that has the name, and after the one that had it.
    private void Name()
    {
        string zone = ZoneScript.Text(state, services.Projection.NameOf);
        if (zone == named) return;
        named = zone;
        Watch(kernel.NameAsync(state, zone), "Writing the names of containers");
    }

    private void OnContainerChanged(ContainerChanged changed)
    {
        if (!changed.Removed && state.Attached.ContainsKey(changed.View.Id.Value)) Name();
    }

    private void OnAttachEnded(AttachEnded ended)
    {
        AttachNetworks request = ended.Request;
        if (state.AttachmentOf(request.Container) is not { } attachment || attachment.Run != request.Run)
        {
            ended.Asker.Tell(new NetworksRefused(request.Container, request.Run, new Fault(FaultCode.Conflict, "The container's network was let go meanwhile.")));
            return;
        }

        if (ended.Failure is { } failure)
        {
            Fault fault = NetworkFaults.From(failure, $"Making the network of container {request.Name}");
            void Refuse() => ended.Asker.Tell(new NetworksRefused(request.Container, request.Run, fault));
            Detach(request.Container, request.Run, _ => Refuse(), Refuse);
            return;
        }

        void Answer()
        {
            foreach (Endpoint endpoint in ended.Made.Endpoints) Publish("connect", state.Network(endpoint), request.Container);
            ended.Asker.Tell(new NetworksAttached(request.Container, request.Run, JoinOf(ended.Made)));
        }

        // What CNI plugins gave is known only now.
        if (ended.Made.Endpoints.SequenceEqual(attachment.Endpoints)) Answer();
        else Record(new AttachedEvent(ended.Made), fault => ended.Asker.Tell(new NetworksRefused(request.Container, request.Run, fault)), Answer);
    }

    private NetworkJoin JoinOf(Attachment attachment) => new(Path.Combine(services.Projection.NamespaceDirectory, attachment.Namespace))
    {
        Addresses = [.. attachment.Endpoints.SelectMany(endpoint => new[] { endpoint.Address, endpoint.Address6 }).Where(address => address.Length > 0)],
        NameServer = kernel.AnswersNames && attachment.Endpoints.Select(state.Network).FirstOrDefault(network => network is { BuiltIn: false, IsBridge: true }) is { } own ? own.Gateway : null,
        HostGateway = state.Outward(attachment) is { } outward && state.Network(outward) is { IsBridge: true } way ? way.Gateway : null,
    };

    /// <summary>Gives back what a run had. A later run's is left alone. Who waits for it is told by one of the two, whatever becomes of the write.</summary>
    private void Detach(ContainerId container, int run, Action<Fault>? refused = null, Action? then = null)
    {
        if (state.AttachmentOf(container) is not { } attachment || attachment.Run > run)
        {
            then?.Invoke();
            return;
        }

        Record(new DetachedEvent(container), refused, () =>
        {
            LetGo(attachment);
            then?.Invoke();
        });
    }

    private void OnForget(ForgetNetworks message)
    {
        Attachment? attachment = state.AttachmentOf(message.Container);
        if (attachment is null && !state.Memberships.ContainsKey(message.Container.Value)) return;
        Record(new ForgottenEvent(message.Container), null, () =>
        {
            if (attachment is not null) LetGo(attachment);
        });
    }

    private void OnSweep(SweepNetworks message)
    {
        string[] strangers = [.. state.Attached.Keys.Concat(state.Memberships.Keys).Distinct().Where(id => !message.IsKnown(new ContainerId(id)))];
        foreach (string id in strangers) OnForget(new ForgetNetworks(new ContainerId(id)));
        Report([.. strangers.Select(id => $"Container {id[..12]} is gone but had addresses or ports; they are free again.")]);
    }

    private void LetGo(Attachment attachment)
    {
        Release(attachment.Ports);
        foreach (Endpoint endpoint in attachment.Endpoints)
            if (state.Networks.TryGetValue(endpoint.Network.Value, out NetworkRecord? network)) Publish("disconnect", network, attachment.Container);
        Name();
        Watch(kernel.DetachAsync(state, attachment), $"Taking away the network of container {attachment.Container.Short}");
    }

    private void Release(IReadOnlyList<PublishedPort> ports)
    {
        foreach (PublishedPort port in ports) holder.Release(port);
    }

    private IReadOnlyList<HeldPort> Held() =>
        [.. state.Attached.Values.SelectMany(attachment => attachment.Ports.Select(port => new HeldPort(services.Projection.NameOf(attachment.Container), port)))];

    private void Watch(Task work, string doing) => work.ContinueWith(
        (done, actor) => ((IActorRef)actor!).Tell(new Ended(doing, done.Exception!)), Self, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private sealed record AttachEnded(AttachNetworks Request, IActorRef Asker, Attachment Made, Exception? Failure);
}
