using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>A plugin that runs, with its settings and with who lets its actors recover.</summary>
internal sealed record PluginHolder(IActorRef Ref, EventAdapters Adapters, Config Config, IActorRef Permitter);
