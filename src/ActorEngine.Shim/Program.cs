using ActorEngine.Shim;

return new ShimHost().Run();
