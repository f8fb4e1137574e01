namespace Akka.Persistence.Serialization;

/// <summary>Marks what the persistence extension may send to another process.</summary>
public interface IMessage
{
}
