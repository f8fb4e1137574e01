using Akka.Configuration;

namespace Akka.Actor;

/// <summary>How to deploy an actor: dispatcher, mailbox, stash, place.</summary>
public class Deploy : IEquatable<Deploy>
{
    public const int NoStashSize = -1;
    public static readonly string NoDispatcherGiven = "";
    public static readonly string NoMailboxGiven = "";
    internal static readonly string DispatcherSameAsParent = "..";
    public static readonly Scope NoScopeGiven = NoScope.Instance;
    public static readonly Deploy Local = new(LocalScope.Instance);
    public static readonly Deploy None = new();

    public Deploy()
        : this("", ConfigurationFactory.Empty, NoScope.Instance, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    public Deploy(string path, Scope? scope)
        : this(path, ConfigurationFactory.Empty, scope ?? NoScope.Instance, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    public Deploy(Scope? scope)
        : this("", scope)
    {
    }

    internal Deploy(string path, Config config, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Config = config;
        Scope = scope;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }

    public Config Config { get; }

    public Scope Scope { get; }

    public string Dispatcher { get; }

    public string Mailbox { get; }

    public int StashCapacity { get; }

    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    /// <summary>What is given here, and the other's values for the rest.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.SafeWithFallback(other.Config),
        Scope.WithFallback(other.Scope),
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    public bool Equals(Deploy? other) => other is not null && (ReferenceEquals(this, other)
        || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox
            && StashCapacity == other.StashCapacity && Scope.Equals(other.Scope)));
}
