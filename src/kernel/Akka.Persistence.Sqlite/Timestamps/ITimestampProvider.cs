namespace Akka.Persistence.Sql.Common.Journal;

/// <summary>Gives journal rows their time, in ticks of UTC.</summary>
public interface ITimestampProvider
{
    long GenerateTimestamp(IPersistentRepresentation message);
}
