import { present } from '@asg/values/present';
import '@asg/ui/fonts.css';
import '@asg/ui/styles.css';
import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

createRoot(present(document.getElementById('root'), 'the root')).render(<App />);
