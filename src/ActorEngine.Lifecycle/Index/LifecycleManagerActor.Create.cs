using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Ids and names: creation, rename, removal.</summary>
public sealed partial class LifecycleManagerActor
{
    /// <summary>Containers whose registration is being written.</summary>
    private readonly HashSet<ContainerId> unwritten = [];

    private void OnCreate(CreateContainer create)
    {
        // Settled now: a container keeps its network when the configuration changes.
        if (create.Settings.Network is "default" or "") create = create with { Settings = create.Settings with { Network = services.Settings.DefaultNetwork } };
        create = create with { Settings = create.Settings with { Log = services.Logs.Settle(create.Settings) } };
        if (index.MadeBy(create.Operation) is { } made)
        {
            if (unwritten.Contains(made)) Sender.Tell(new Fault(FaultCode.Unavailable, "The same operation is being carried out; ask again."));
            else Child(made).Forward(new RepeatCreate());
            return;
        }

        if (Refusal(create, out string name) is { } fault || (fault = Dependencies.Settle(ref create, name, index.Names, services.Projection)) is not null)
        {
            Sender.Tell(fault);
            return;
        }

        IActorRef asker = Sender;
        var registered = new RegisteredEvent(services.Time.GetUtcNow(), ContainerId.New(), name, create.Operation, create.Settings.Image.Value);
        // In the index at once, so that nobody gets the name while it is being written.
        index.Apply(registered);
        unwritten.Add(registered.Id);
        Write(
            registered,
            () =>
            {
                unwritten.Remove(registered.Id);
                Spawn(registered.Id, SpawnReason.Created).Tell(new BeginCreate(registered.Id, name, create), asker);
            },
            fault =>
            {
                unwritten.Remove(registered.Id);
                index.Apply(new ForgottenEvent(registered.Id));
                asker.Tell(fault);
            });
    }

    private Fault? Refusal(CreateContainer create, out string name)
    {
        name = create.Name is { Length: > 0 } given ? ContainerNames.Trim(given) : generator.Next(candidate => index.Owner(candidate) is not null);
        if (ContainerNames.Check(name) is { } bad) return bad;
        if (index.Owner(name) is { } owner) return Taken(name, owner);
        ContainerSettings settings = create.Settings;
        if (settings.AutoRemove && settings.Restart.Restarts)
            return new Fault(FaultCode.InvalidArgument, "A container that is removed when it exits (--rm) cannot have a restart policy.") { Field = "restart" };
        return host.Check(settings) ?? services.Logs.Check(settings.Log) ?? CheckNetwork(settings);
    }

    private Fault? CheckNetwork(ContainerSettings settings)
    {
        if (services.CheckNetwork(settings) is { } fault) return fault;
        if (LinkedHosts.Check(settings, reference => index.Names.Resolve(reference, out Fault? unknown) is null ? unknown : null) is { } unlinked) return unlinked;
        if (NetworkModes.Lender(settings.Network) is not { } lender) return null;
        return index.Names.Resolve(lender, out Fault? missing) is null ? missing! with { Field = "network" } : null;
    }

    private void OnRename(RenameContainer rename)
    {
        if (index.Names.Resolve(rename.Container, out Fault? missing) is not { } id)
        {
            Sender.Tell(missing!);
            return;
        }

        string name = ContainerNames.Trim(rename.Name);
        if (ContainerNames.Check(name) is { } bad) Sender.Tell(bad);
        else if (index.Owner(name) is { } owner) Sender.Tell(Taken(name, owner));
        else
        {
            index.Reserve(name, id);
            Child(id).Forward(rename);
        }
    }

    private void OnNameSettled(NameSettled message)
    {
        index.Settle(message.Id);
        if (index.Find(message.Id) is not { } entry || entry.Name == message.Name) return;
        var renamed = new IndexRenamedEvent(message.Id, message.Name);
        index.Apply(renamed);
        Write(renamed, null, null);
    }

    private void OnGone(ContainerGone message)
    {
        notes.Remove(message.Id);
        index.Settle(message.Id);
        services.Projection.Remove(message.Id);
        if (index.Find(message.Id) is not null)
        {
            var forgotten = new ForgottenEvent(message.Id);
            index.Apply(forgotten);
            Write(forgotten, null, null);
        }

        // Before it is written: a crash in between finds an empty container, rolls it back, and forgets it then.
        foreach (Answer answer in message.Answers) answer.To.Tell(answer.Message);
        leaving.Add(message.Id);
        Settled(message.Id);
        State();
    }

    private static Fault Taken(string name, ContainerId owner) => new(
        FaultCode.Conflict,
        $"Conflict. The container name \"/{name}\" is already in use by container \"{owner.Value}\". You have to remove (or rename) that container to be able to reuse that name.") { Field = "name" };
}
