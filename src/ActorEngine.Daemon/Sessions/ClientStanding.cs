using ActorEngine.Contracts;
using ActorEngine.LogDrivers;
using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>
/// For whom a local connection asks, and what they may: its peer, or the client that a gateway acts for. Belongs to the connection's session actor.
/// </summary>
internal sealed class ClientStanding(EngineServices services, PeerIdentity peer)
{
    private Fault? denied = services.Authorization.Check(peer);
    private ActFor? behalf;
    private RemoteSubject? subject;
    private AccessRules? rules;
    private bool asked;

    /// <summary>For the actor tree.</summary>
    public string Title => behalf switch
    {
        null => $"user {peer.User}, process {peer.Pid}",
        { User: { } user } => $"user {user} of Docker's, through process {peer.Pid}",
        _ => $"{subject?.Subject ?? "a stranger"} ({subject?.Role ?? "no role"}) at {behalf.Client}",
    };

    /// <summary>When the client's certificate, and with it the connection, ends.</summary>
    public DateTimeOffset? Expires { get; private set; }

    /// <summary>The peer acts for another from now on.</summary>
    public IReply Become(ActFor act)
    {
        if (asked || behalf is not null) return new Fault(FaultCode.Conflict, "For whom a connection asks is said at its beginning, and once.");
        if (!services.Authorization.IsEngine(peer)) return new Fault(FaultCode.PermissionDenied, $"User {peer.User} may act for nobody else.");
        behalf = act;
        if (act.User is { } user)
        {
            denied = services.Authorization.Check(new PeerIdentity(0, user, act.Group, act.Groups));
            return denied ?? (IReply)new Done();
        }

        var (known, expires, refusal) = services.DockerClients.Judge(act.Certificates);
        (subject, Expires) = (known, expires);
        if (refusal is null && !Record("session-opened", null, null)) refusal = "The audit log takes no lines at present.";
        if (refusal is not null)
        {
            denied = new Fault(FaultCode.PermissionDenied, refusal);
            Record("session-refused", null, refusal);
            return denied;
        }

        rules = services.RulesFor(subject!);
        return new Done();
    }

    /// <summary>What is asked about the connection itself.</summary>
    public IReply Configuration() => behalf is null && services.Authorization.IsEngine(peer)
        ? services.DockerClients.Configuration
        : new Fault(FaultCode.PermissionDenied, "This is told to the engine's own user only.");

    /// <summary>The request to carry out, which may be narrower than the one asked; or the fault to answer with.</summary>
    public (IMessage? Allowed, Fault? Refused) Check(IMessage request)
    {
        asked = true;
        if (denied is not null) return (null, denied);
        var (allowed, refused) = rules is null ? (request, null) : rules.Check(request);
        if (refused is { Code: FaultCode.PermissionDenied }) Record("refused", request, refused.Message);
        // What comes over the network is not done unrecorded; whoever is on this machine has other ways than the gateway, which are not recorded.
        else if (refused is null && behalf is not null && request is ICommand && !Record("accepted", request, null) && rules is not null)
            return (null, new Fault(FaultCode.Overloaded, "The audit log takes no lines at present, and nothing is done unrecorded."));
        return (allowed is null ? null : AsDockerMeans(allowed), refused);
    }

    /// <summary>Whom to trust has changed. The fault where the client has lost its access, or has other rights now.</summary>
    public Fault? Recheck()
    {
        if (behalf is not { User: null } || subject is null) return null;
        var (now, _, refusal) = services.DockerClients.Judge(behalf.Certificates);
        return refusal is null && now!.Grants(subject) ? null : new Fault(FaultCode.PermissionDenied, refusal ?? "The rights of the client's subject have changed.");
    }

    /// <summary>Ends what <see cref="Become"/> began.</summary>
    public void End(string reason)
    {
        if (rules is not null) Record("session-ended", null, reason);
    }

    // What Docker clients leave out means what Docker's own daemon takes it for, unless the operator has said what it means here.
    private IMessage AsDockerMeans(IMessage request) => behalf is not null && request is CreateContainer { Settings.Log.Driver: null or "" } create
        && services.Settings is { Logs.Driver: LogDriver.Local, Gateway.LogDriver: { Length: > 0 } driver }
        ? create with { Settings = create.Settings with { Log = create.Settings.Log with { Driver = driver } } }
        : request;

    private bool Record(string outcome, IMessage? request, string? reason)
    {
        var entry = new AuditEntry(services.Time.GetUtcNow(), outcome)
        {
            Subject = behalf?.User is { } user ? $"user {user}" : subject?.Subject,
            Role = subject?.Role,
            Client = behalf?.Client,
            Request = request is null ? null : MessageCodec.ManifestOf(request),
            Object = request is null ? null : AuditObject.Of(request),
            Reason = reason,
        };
        try
        {
            return services.Audit.Value.TryWrite(entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // There can be no audit log here at all.
            return false;
        }
    }
}
