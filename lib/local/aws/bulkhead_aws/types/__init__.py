"""One module a service; importing this package registers them all."""
import importlib
import pkgutil

for module in pkgutil.iter_modules(__path__, __name__ + '.'):
    importlib.import_module(module.name)
