using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>After a start of the daemon: what is there stays, what is missing is made, what belongs to nobody goes.</summary>
internal sealed partial class LinuxNetworkKernel
{
    public async Task<IReadOnlyList<string>> ReconcileAsync(NetworksState state)
    {
        // While namespaces that belong to nobody are still there: a plugin may look for its link in one.
        IReadOnlyList<string> links = await LookAtCniAsync(state).ConfigureAwait(false);
        return [.. links, .. await thread.RunAsync(() => Reconcile(state)).ConfigureAwait(false)];
    }

    private IReadOnlyList<string> Reconcile(NetworksState state)
    {
        List<string> findings = [];
        IReadOnlyList<LinkInfo> links = Route.Links();
        // Before the rules are written anew: questions under way must not meet a moment without an answer.
        resolver.Resume();
        firewall.ResolverPort = resolver.Port;
        AnswersNames = resolver.Port != 0;
        SweepNamespaces(state, findings);
        SweepBridges(state, links, findings);
        StopUnused(state);
        // A host that has no network of this engine yet is not touched.
        if (state.Attached.IsEmpty && state.Networks.Values.All(network => network.BuiltIn || !network.IsBridge) && !links.Any(link => link.Name.StartsWith(tag.BridgePrefix, StringComparison.Ordinal)))
            return findings;
        Ready(state);
        foreach (NetworkRecord network in state.Networks.Values)
            if (network.IsBridge && (!network.BuiltIn || state.EndpointsOf(network.Id).Any())) BridgeOf(network);
        Dictionary<string, LinkInfo> byName = links.Where(link => link.Name.StartsWith(tag.LinkPrefix, StringComparison.Ordinal)).ToDictionary(link => link.Name);
        foreach (Attachment attachment in state.Attached.Values)
            foreach (Endpoint endpoint in attachment.Endpoints)
                if (byName.Remove(endpoint.Link, out LinkInfo? link)) Rejoin(link, state.Network(endpoint), findings);
        foreach (LinkInfo stranger in byName.Values)
        {
            Route.Delete(stranger.Index);
            findings.Add($"The link {stranger.Name} belonged to no container; it is deleted.");
        }

        return findings;
    }

    private void Rejoin(LinkInfo link, NetworkRecord network, List<string> findings)
    {
        int bridge = BridgeOf(network);
        if (link.Master == bridge) return;
        Route.SetMaster(link.Index, bridge);
        Route.SetPort(link.Index, link.Name, network.Apart);
        findings.Add($"The link {link.Name} had lost its bridge; it is joined to it again.");
    }

    private void SweepNamespaces(NetworksState state, List<string> findings)
    {
        if (!Directory.Exists(directory)) return;
        HashSet<string> known = [.. state.Attached.Values.Select(attachment => attachment.Namespace)];
        foreach (string path in Directory.EnumerateFiles(directory))
        {
            if (known.Contains(Path.GetFileName(path))) continue;
            NetworkNamespace.Release(path);
            findings.Add($"The network namespace {Path.GetFileName(path)} belonged to no container; it is released.");
        }
    }

    private void SweepBridges(NetworksState state, IReadOnlyList<LinkInfo> links, List<string> findings)
    {
        HashSet<string> known = [.. state.Networks.Values.Select(network => network.Bridge)];
        foreach (LinkInfo link in links.Where(link => link.Kind == "bridge" && link.Alias == tag.Alias && !known.Contains(link.Name)))
        {
            Route.Delete(link.Index);
            findings.Add($"The bridge {link.Name} belonged to no network; it is deleted.");
        }
    }
}
