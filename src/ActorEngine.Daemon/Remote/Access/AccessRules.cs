using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>
/// Decides what one remote subject may ask. A subject with labels sees and touches only containers that have them all: names are
/// settled to ids here, lists and streams are narrowed, and what is not about a container of its own is refused.
/// </summary>
/// <param name="subject">Who asks.</param>
/// <param name="resolve">The view of a container; a fault where there is none.</param>
/// <param name="all">All views.</param>
internal sealed class AccessRules(RemoteSubject subject, Func<ContainerReference, (ContainerView? View, Fault? Fault)> resolve, Func<IEnumerable<ContainerView>> all)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> labels = [.. subject.Labels.Select(Split)];

    /// <summary>The message to carry out, which may be narrower than the one asked; or the fault to answer with.</summary>
    public (IMessage? Allowed, Fault? Refused) Check(IMessage message)
    {
        if (RequiredRight.Of(message) is not { } needed) return Refuse($"{MessageCodec.ManifestOf(message)} is no request of remote clients.");
        var missing = needed & ~subject.Rights;
        if (missing != Rights.None) return Refuse(Explain(message, missing));
        return labels.Count == 0 ? (message, null) : Narrow(message);
    }

    private string Explain(IMessage message, Rights missing)
    {
        string right = missing.ToString().ToLowerInvariant();
        string setting = message is CreateContainer create && missing.HasFlag(Rights.Host) && HostAccess.Of(create.Settings) is { } field ? $" because of '{field}'" : "";
        return $"{subject.Subject} ({subject.Role}) lacks the right '{right}' that {MessageCodec.ManifestOf(message)} needs{setting}.";
    }

    private (IMessage?, Fault?) Narrow(IMessage message) => message switch
    {
        IContainerMessage about => OfContainer(about),
        CreateContainer create => OfCreation(create),
        ListContainers list => (list with { Filters = [.. list.Filters, .. Filters] }, null),
        SubscribeEvents events => (events with { Filters = [.. events.Filters, new Filter("type", "container"), .. Filters] }, null),
        GetStats stats => OfStats(stats),
        GetVersion or ListImages or InspectImage => (message, null),
        _ => Refuse($"{subject.Subject} is confined to containers with {string.Join(" and ", subject.Labels)}; {MessageCodec.ManifestOf(message)} is about more than these."),
    };

    private IEnumerable<Filter> Filters => subject.Labels.Select(label => new Filter("label", label));

    private (IMessage?, Fault?) OfContainer(IContainerMessage about) => resolve(about.Container) switch
    {
        ({ } view, _) when IsWithin(view.Summary.Labels) => (about.For(new ContainerReference(view.Id.Value)), null),
        ({ } view, _) => Refuse($"Container {view.Summary.Name} is outside of what {subject.Subject} may see."),
        (_, var fault) => (null, fault),
    };

    private (IMessage?, Fault?) OfCreation(CreateContainer create) => IsWithin(create.Settings.Labels)
        // A volume with a name may be anybody's.
        ? create.Settings.Mounts.Any(mount => mount is { Kind: MountKind.Volume, Source.Length: > 0 })
            ? (null, new Fault(FaultCode.PermissionDenied, $"{subject.Subject} may only have volumes without a name.") { Field = "mounts" })
            : (create, null)
        : (null, new Fault(FaultCode.PermissionDenied, $"{subject.Subject} may only make containers with {string.Join(" and ", subject.Labels)}.") { Field = "labels" });

    private (IMessage?, Fault?) OfStats(GetStats stats)
    {
        // No name at all would mean all containers.
        if (stats.Containers.Count == 0)
        {
            ContainerReference[] own = [.. all().Where(view => IsWithin(view.Summary.Labels) && (stats.All || ContainerQueries.IsUp(view.Status))).Select(view => new ContainerReference(view.Id.Value))];
            return own.Length == 0 ? (null, new Fault(FaultCode.NotFound, $"No container with {string.Join(" and ", subject.Labels)} runs.")) : (stats with { Containers = own }, null);
        }

        var settled = new List<ContainerReference>();
        foreach (var reference in stats.Containers)
        {
            var (allowed, refused) = OfContainer(new InspectContainer(reference));
            if (refused is not null) return (null, refused);
            settled.Add(((InspectContainer)allowed!).Container);
        }

        return (stats with { Containers = settled }, null);
    }

    private bool IsWithin(IReadOnlyDictionary<string, string> own) => labels.All(label => own.TryGetValue(label.Key, out string? value) && value == label.Value);

    private static (IMessage?, Fault?) Refuse(string why) => (null, new Fault(FaultCode.PermissionDenied, why));

    private static KeyValuePair<string, string> Split(string label)
    {
        int equals = label.IndexOf('=');
        return new(label[..equals], label[(equals + 1)..]);
    }
}
