using ActorEngine.Dns;

// actor-dns DIRECTORY: answers for the zone file in it, at the port that it writes beside; see docs/networking.md.
return args is [var directory] ? await DnsServer.RunAsync(directory).ConfigureAwait(false) : 125;
