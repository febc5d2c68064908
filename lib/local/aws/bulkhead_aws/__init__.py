"""The embedded AWS: moto, made to deploy real CDK applications without silently skipping anything."""
