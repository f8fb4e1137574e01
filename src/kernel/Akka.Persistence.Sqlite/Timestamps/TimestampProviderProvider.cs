using Akka.Actor;
using Akka.Util.Reflection;

namespace Akka.Persistence.Sql.Common.Journal;

/// <summary>Makes the timestamp provider that a journal's settings name.</summary>
public static class TimestampProviderProvider
{
    public static ITimestampProvider GetTimestampProvider(string? typeName, IActorContext context) =>
        string.IsNullOrEmpty(typeName) || typeName.Split(',')[0].Trim() == typeof(DefaultTimestampProvider).FullName
            ? new DefaultTimestampProvider()
            : PluginTypes.Create<ITimestampProvider>(TypeCache.GetType(typeName), context.System);
}
