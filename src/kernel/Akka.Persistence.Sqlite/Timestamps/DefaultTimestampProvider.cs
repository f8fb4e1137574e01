namespace Akka.Persistence.Sql.Common.Journal;

/// <summary>The time of the system's clock.</summary>
public sealed class DefaultTimestampProvider : ITimestampProvider
{
    public long GenerateTimestamp(IPersistentRepresentation message) => TimeProvider.System.GetUtcNow().UtcTicks;
}
