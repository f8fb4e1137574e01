using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>A journal that says where its settings stand.</summary>
public interface IJournalPlugin
{
    string JournalPath { get; }

    Config DefaultConfig { get; }
}
