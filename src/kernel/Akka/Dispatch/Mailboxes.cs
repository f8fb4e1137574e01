using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>The mailbox types of a system, by id and by what an actor requires.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<string, int> _stashCapacities = new();
    private readonly ActorSystem _system;
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly Config _defaults;
    private bool _pushTimeoutWarned;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterQueue = new DeadLetterMessageQueue(system.DeadLetters);
        var config = Config.GetConfig("akka.actor.mailbox");
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<Mailboxes>("akka.actor.mailbox");
        foreach (var (name, id) in config.GetConfig("requirements").AsEnumerable())
        {
            if (TypeCache.Find(name) is { } type)
                _bindings[type] = id.GetString();
            else
                Warn($"Mailbox Requirement mapping [{name}] is not an actual type");
        }

        _defaults = Config.GetConfig(DefaultMailboxId);
    }

    /// <summary>Takes what a closed mailbox still gets.</summary>
    internal IMessageQueue DeadLetterQueue { get; }

    private Config Config => _system.Settings.Config;

    /// <summary>The semantics that the actor type asks for, or null.</summary>
    public Type GetRequiredType(Type actorType) => MailboxRequirements.Of(actorType)!;

    public bool HasRequiredType(Type actorType) => MailboxRequirements.Of(actorType) is not null;

    public bool ProducesMessageQueue(Type mailboxType) => MailboxRequirements.QueueOf(mailboxType) is not null;

    /// <summary>The mailbox type that configuration binds to the semantics.</summary>
    public MailboxType LookupByQueueType(Type queueType) => _bindings.TryGetValue(queueType, out var id)
        ? Lookup(id)
        : throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured");

    /// <summary>The mailbox type of that id.</summary>
    /// <exception cref="ConfigurationException">It is not configured.</exception>
    public MailboxType Lookup(string id) => _types.TryGetValue(id, out var known) ? known : _types.GetOrAdd(id, Create(id));

    /// <summary>The mailbox type for an actor: by its props, its dispatcher, its requirement, or the default.</summary>
    public MailboxType GetMailboxType(Props props, Config? dispatcherConfig)
    {
        var actorRequirement = MailboxRequirements.Of(props.Type);
        var deploy = props.Deploy;
        if (actorRequirement is null && deploy.Mailbox == Deploy.NoMailboxGiven && deploy.Dispatcher == Deploy.NoDispatcherGiven)
            return Lookup(DefaultMailboxId);
        dispatcherConfig ??= ConfigurationFactory.Empty;
        var id = dispatcherConfig.GetString("id");
        var required = dispatcherConfig.GetString("mailbox-requirement");
        var dispatcherRequirement = string.IsNullOrEmpty(required) ? null : TypeCache.GetType(required);
        MailboxType Verified(MailboxType type)
        {
            var produced = MailboxRequirements.QueueOf(type.GetType()) ?? throw new ArgumentException(
                $"No IProducesMessageQueue<TQueue> supplied for {type}; illegal mailbox type definition.");
            if (dispatcherRequirement is not null && !dispatcherRequirement.IsAssignableFrom(produced))
                throw new ArgumentException($"produced message queue type [{produced}] does not fulfill requirement for dispatcher [{id}].Must be a subclass of [{dispatcherRequirement}]");
            if (actorRequirement is not null && !actorRequirement.IsAssignableFrom(produced))
                throw new ArgumentException($"produced message queue type of [{produced}] does not fulfill requirement for actor class [{props.Type}].Must be a subclass of [{actorRequirement}]");
            return type;
        }

        if (deploy.Mailbox != Deploy.NoMailboxGiven)
            return Verified(Lookup(deploy.Mailbox));
        if (deploy.Dispatcher != Deploy.NoDispatcherGiven && !string.IsNullOrEmpty(dispatcherConfig.GetString("mailbox-type")))
            return Verified(Lookup(id));
        if (actorRequirement is not null && (_bindings.ContainsKey(actorRequirement) || dispatcherRequirement is null))
            return Verified(LookupByQueueType(actorRequirement));
        return Verified(dispatcherRequirement is null ? Lookup(DefaultMailboxId) : LookupByQueueType(dispatcherRequirement));
    }

    /// <summary>The stash-capacity that holds for an actor on this dispatcher with this mailbox; -1 for no bound.</summary>
    public int StashCapacity(string dispatcher, string mailbox) =>
        _stashCapacities.GetOrAdd($"{dispatcher}-{mailbox}", static (_, key) => key.Mailboxes.ReadStashCapacity(key.Dispatcher, key.Mailbox), (Mailboxes: this, Dispatcher: dispatcher, Mailbox: mailbox));

    private int ReadStashCapacity(string dispatcher, string mailbox)
    {
        var fallback = Dispatchers.GetConfig(Config, dispatcher).WithFallback(_defaults);
        var config = string.IsNullOrEmpty(mailbox) || mailbox == DefaultMailboxId || !Config.HasPath(mailbox)
            ? fallback
            : Config.GetConfig(mailbox).WithFallback(fallback);
        return config.GetInt("stash-capacity", Deploy.NoStashSize);
    }

    private MailboxType Create(string id)
    {
        switch (id)
        {
            case "unbounded":
                return new UnboundedMailbox();
            case "bounded":
                return new BoundedMailbox(_system.Settings, Section(id));
        }

        if (!Config.HasPath(id))
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var section = Section(id);
        var name = section.GetString("mailbox-type");
        if (string.IsNullOrEmpty(name))
            throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        var type = TypeCache.Find(name) ?? throw new ConfigurationException(
            $"Found mailbox-type [{name}] in configuration for [{id}], but could not find that type in any loaded assemblies.");
        MailboxType created;
        try
        {
            created = (MailboxType)ConfiguredTypes.Create(type, _system.Settings, section);
        }
        catch (Exception e)
        {
            throw new ArgumentException(
                $"Cannot instantiate MailboxType {type}, defined in [{id}]. Make sure it has a public constructor with [Akka.Actor.Settings, Akka.Configuration.Config] parameters", e);
        }

        if (!_pushTimeoutWarned && created is IProducesPushTimeoutSemanticsMailbox { PushTimeout.Ticks: > 0 } blocking)
        {
            _pushTimeoutWarned = true;
            Warn($"Configured potentially-blocking mailbox [{id}] configured with non-zero PushTimeOut ({blocking.PushTimeout}), which can lead to blocking behavior when sending messages to this mailbox. Avoid this by setting `{id}.mailbox-push-timeout-time` to `0`.");
        }

        return created;
    }

    private Config Section(string id) => ConfigurationFactory.ParseString($"id:{id}")
        .WithFallback(Config.HasPath(id) ? Config.GetConfig(id) : ConfigurationFactory.Empty)
        .WithFallback(_defaults);

    private void Warn(string message) => _system.EventStream.Publish(new Warning("mailboxes", GetType(), message));
}
