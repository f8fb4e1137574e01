using System.Collections.Concurrent;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>What actor types ask of mailboxes and what mailbox types produce, read once per type.</summary>
internal static class MailboxRequirements
{
    private static readonly ConcurrentDictionary<Type, Type?> Required = new();
    private static readonly ConcurrentDictionary<Type, Type?> Produced = new();

    public static Type? Of(Type actorType) =>
        Required.GetOrAdd(actorType, static type => ArgumentOf(type, typeof(IRequiresMessageQueue<>)));

    public static Type? QueueOf(Type mailboxType) =>
        Produced.GetOrAdd(mailboxType, static type => ArgumentOf(type, typeof(IProducesMessageQueue<>)));

    private static Type? ArgumentOf(Type type, Type open)
    {
        foreach (var candidate in ConfiguredTypes.Interfaces(type))
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() == open)
                return candidate.GetGenericArguments()[0];
        }

        return null;
    }
}
